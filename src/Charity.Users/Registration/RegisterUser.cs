using System.Globalization;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Users.Accounts;
using FluentValidation;
using MediatR;

namespace Charity.Users.Registration;

/// <summary>
/// Opens an account and mails the link that confirms its address. The answer is the same when the address has an account already:
/// then its owner is told by mail, and nobody else.
/// </summary>
/// <param name="Name">Blank: the part of the address before the @.</param>
[Anybody]
internal sealed record RegisterUser(string? Email, string? Name, string? Password, bool AgreesToPrivacy) : ICommand;

internal sealed class RegisterUserValidator : AbstractValidator<RegisterUser>
{
    public RegisterUserValidator()
    {
        RuleFor(request => request.Email).IsEmailAddress();
        RuleFor(request => request.Name)
            .Must(name => PlainText.Clean(name).Length <= User.NameLength)
            .Says("name_too_long", "Please use at most {0} characters.", User.NameLength);
        RuleFor(request => request.Password).IsGoodPassword(request => request.Email);
        RuleFor(request => request.AgreesToPrivacy).Equal(true).Says("consent_missing", "We may keep your data only when you agree.");
    }
}

internal sealed class RegisterUserHandler(AccountManager accounts, AccountMails mails, TimeProvider clock) : IRequestHandler<RegisterUser, Result>
{
    public async Task<Result> Handle(RegisterUser request, CancellationToken cancellationToken)
    {
        var email = EmailAddresses.Clean(request.Email);
        await accounts.LockAddressAsync(email, cancellationToken);
        var user = User.Open(email, PlainText.Clean(request.Name), CultureInfo.CurrentUICulture.Name, clock.GetUtcNow());
        if (await accounts.FindByEmailAsync(email) is { } owner)
        {
            // As long as for a new address: hashing is what takes time.
            accounts.PasswordHasher.HashPassword(user, request.Password!);
            await TellOwnerAsync(owner, cancellationToken);
            return Result.Ok;
        }

        var created = await accounts.CreateAsync(user, request.Password!);
        if (created.Reason() is { } reason)
        {
            return reason;
        }

        await mails.ConfirmEmailAsync(user, await accounts.GenerateEmailConfirmationTokenAsync(user), cancellationToken);
        return Result.Ok;
    }

    private async Task TellOwnerAsync(User owner, CancellationToken cancellationToken)
    {
        if (owner.EmailConfirmed)
        {
            await mails.AccountExistsAsync(owner, clock.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture), cancellationToken);
        }
        else
        {
            await mails.ConfirmEmailAsync(owner, await accounts.GenerateEmailConfirmationTokenAsync(owner), cancellationToken);
        }
    }
}
