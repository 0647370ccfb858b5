using System.Globalization;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Accounts;
using FluentValidation;
using MediatR;

namespace Charity.Users.Passwords;

/// <summary>Changes the own password. It ends every other session.</summary>
[SignedIn]
internal sealed record ChangePassword(string? Password, string? NewPassword) : ICommand, IProvenByPassword;

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePassword>
{
    public ChangePasswordValidator()
    {
        RuleFor(request => request.Password).NotEmpty().Says("password_missing", "Please enter your password.");
        RuleFor(request => request.NewPassword).IsGoodPassword(_ => null);
    }
}

internal sealed class ChangePasswordHandler(AccountManager accounts, AccountSignIn signIn, AccountMails mails, ICurrentUser current, TimeProvider clock)
    : IRequestHandler<ChangePassword, Result>
{
    public async Task<Result> Handle(ChangePassword request, CancellationToken cancellationToken)
    {
        var user = (await accounts.FindByIdAsync(current.Id.ToString()!))!;
        if (PasswordRules.Check(request.NewPassword, user.Email) is { } weak)
        {
            return Failure.Field(nameof(request.NewPassword), weak.Code, weak.Message, weak.Arguments);
        }

        if ((await accounts.ChangePasswordAsync(user, request.Password!, request.NewPassword!)).Reason() is { } reason)
        {
            return reason;
        }

        var occasion = clock.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture);
        await mails.TellChangeAsync(user, occasion, T => T["Your account has a new password."], cancellationToken);
        await signIn.ReissueAsync(user, withSecondFactor: false);
        return Result.Ok;
    }
}
