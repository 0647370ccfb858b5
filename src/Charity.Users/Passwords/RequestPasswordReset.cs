using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Users.Accounts;
using FluentValidation;
using MediatR;

namespace Charity.Users.Passwords;

/// <summary>Mails a link for choosing a new password. The answer never says whether the address has an account.</summary>
[Anybody]
internal sealed record RequestPasswordReset(string? Email) : ICommand;

internal sealed class RequestPasswordResetValidator : AbstractValidator<RequestPasswordReset>
{
    public RequestPasswordResetValidator() => RuleFor(request => request.Email).IsEmailAddress();
}

internal sealed class RequestPasswordResetHandler(AccountManager accounts, AccountMails mails) : IRequestHandler<RequestPasswordReset, Result>
{
    public async Task<Result> Handle(RequestPasswordReset request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByEmailAsync(EmailAddresses.Clean(request.Email)) is { IsLockedForGood: false } user)
        {
            await mails.ResetPasswordAsync(user, await accounts.GeneratePasswordResetTokenAsync(user), cancellationToken);
        }

        return Result.Ok;
    }
}
