using System.Globalization;
using Charity.Platform.Requests;
using Charity.Users.Accounts;
using FluentValidation;
using MediatR;

namespace Charity.Users.Passwords;

/// <summary>Sets a new password with the token that was mailed. It ends every session; a second factor stays.</summary>
[Anybody]
internal sealed record ResetPassword(Guid UserId, string? Code, string? NewPassword) : ICommand;

internal sealed class ResetPasswordValidator : AbstractValidator<ResetPassword>
{
    public ResetPasswordValidator() => RuleFor(request => request.NewPassword).IsGoodPassword(_ => null);
}

internal sealed class ResetPasswordHandler(AccountManager accounts, AccountMails mails, TimeProvider clock) : IRequestHandler<ResetPassword, Result>
{
    public async Task<Result> Handle(ResetPassword request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(request.UserId.ToString()) is not { IsLockedForGood: false } user)
        {
            return IdentityFailures.LinkExpired;
        }

        if (PasswordRules.Check(request.NewPassword, user.Email) is { } weak)
        {
            return Failure.Field(nameof(request.NewPassword), weak.Code, weak.Message, weak.Arguments);
        }

        if ((await accounts.ResetPasswordAsync(user, MailedToken.Decode(request.Code), request.NewPassword!)).Reason() is { } reason)
        {
            return reason;
        }

        var occasion = clock.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture);
        await mails.TellChangeAsync(user, occasion, T => T["Your account has a new password."], cancellationToken);
        return Result.Ok;
    }
}
