using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Users.Accounts;
using Charity.Users.Contracts;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Charity.Users.Privacy;

/// <summary>
/// Erases the person (PIPL, article 47): each part of the site removes its share or makes it anonymous, then the account loses
/// everything that says whose it was and never opens again. Answers with what stays and why.
/// </summary>
/// <param name="Confirmation">The account's e-mail address, typed.</param>
[SignedIn]
internal sealed record EraseMyAccount(string? Confirmation, string? Password) : ICommand<Result<IReadOnlyList<string>>>, IProvenByPassword;

internal sealed class EraseMyAccountValidator : AbstractValidator<EraseMyAccount>
{
    public EraseMyAccountValidator() => RuleFor(request => request.Password).NotEmpty().Says("password_missing", "Please enter your password.");
}

internal sealed class EraseMyAccountHandler(
    CharityDbContext db, AccountManager accounts, AccountRoles roles, AccountSignIn signIn, AccountMails mails,
    IEnumerable<IPersonalDataSource> sources, IUserDirectory directory, ICurrentUser current, IAuditTrail audit, IAttachments attachments, TimeProvider clock)
    : IRequestHandler<EraseMyAccount, Result<IReadOnlyList<string>>>
{
    public async Task<Result<IReadOnlyList<string>>> Handle(EraseMyAccount request, CancellationToken cancellationToken)
    {
        var user = (await accounts.FindByIdAsync(current.Id.ToString()!))!;
        if (!string.Equals(EmailAddresses.Clean(request.Confirmation), user.Email, StringComparison.OrdinalIgnoreCase))
        {
            return Failure.Field(nameof(request.Confirmation), "not_confirmed", "Please type the e-mail address of your account, so that nothing is erased by accident.");
        }

        if (await roles.IsLastAdministratorAsync(user.Id, cancellationToken))
        {
            return AdministratorFailures.LastOne;
        }

        var person = (await directory.FindAsync(user.Id, cancellationToken))!;
        await audit.ForgetActorAsync(user.Id, cancellationToken);
        await attachments.ForgetUploaderAsync(user.Id, cancellationToken);
        signIn.ForgetName(user.Id);
        var kept = new List<string>();
        foreach (var source in sources)
        {
            kept.AddRange(await source.EraseAsync(person, cancellationToken));
        }

        await roles.SetAsync(user.Id, [], cancellationToken);
        await roles.SetScopesAsync(user.Id, [], [], cancellationToken);
        db.RemoveRange(await db.Set<IdentityUserToken<Guid>>().Where(token => token.UserId == user.Id).ToListAsync(cancellationToken));
        user.Erase(clock.GetUtcNow());
        if ((await accounts.UpdateSecurityStampAsync(user)).Reason() is { } reason)
        {
            return reason;
        }

        audit.Record("PersonalData.Erased", user.Id.ToString());
        await mails.ErasedAsync(person, kept, cancellationToken);
        await signIn.SignOutAsync();
        return kept;
    }
}

internal static class AdministratorFailures
{
    public static Failure LastOne { get; } = Failure.Conflict(
        "last_administrator", "This is the only administrator left. Make somebody else an administrator first.");
}
