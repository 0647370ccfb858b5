using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Users.Accounts;
using FluentValidation;
using MediatR;

namespace Charity.Users.Profile;

/// <summary>Mails a link to the new address; the change happens when it is opened. Whether another account has that address is not told here.</summary>
[SignedIn]
internal sealed record RequestEmailChange(string? NewEmail, string? Password) : ICommand, IProvenByPassword;

internal sealed class RequestEmailChangeValidator : AbstractValidator<RequestEmailChange>
{
    public RequestEmailChangeValidator()
    {
        RuleFor(request => request.NewEmail).IsEmailAddress();
        RuleFor(request => request.Password).NotEmpty().Says("password_missing", "Please enter your password.");
    }
}

internal sealed class RequestEmailChangeHandler(AccountManager accounts, AccountMails mails, ICurrentUser current) : IRequestHandler<RequestEmailChange, Result>
{
    public async Task<Result> Handle(RequestEmailChange request, CancellationToken cancellationToken)
    {
        var user = (await accounts.FindByIdAsync(current.Id.ToString()!))!;
        var email = EmailAddresses.Clean(request.NewEmail);
        if (await accounts.FindByEmailAsync(email) is null)
        {
            await mails.ConfirmChangeAsync(user, email, await accounts.GenerateChangeEmailTokenAsync(user, email), cancellationToken);
        }

        return Result.Ok;
    }
}
