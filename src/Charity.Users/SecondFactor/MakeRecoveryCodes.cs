using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Accounts;
using FluentValidation;
using MediatR;

namespace Charity.Users.SecondFactor;

/// <summary>Makes new recovery codes; the old ones no longer count. Answers with them, since they are shown once.</summary>
[SignedIn]
internal sealed record MakeRecoveryCodes(string? Password) : ICommand<Result<IReadOnlyList<string>>>, IProvenByPassword;

internal sealed class MakeRecoveryCodesValidator : AbstractValidator<MakeRecoveryCodes>
{
    public MakeRecoveryCodesValidator() => RuleFor(request => request.Password).NotEmpty().Says("password_missing", "Please enter your password.");
}

internal sealed class MakeRecoveryCodesHandler(AccountManager accounts, ICurrentUser current) : IRequestHandler<MakeRecoveryCodes, Result<IReadOnlyList<string>>>
{
    public async Task<Result<IReadOnlyList<string>>> Handle(MakeRecoveryCodes request, CancellationToken cancellationToken)
    {
        var user = (await accounts.FindByIdAsync(current.Id.ToString()!))!;
        return user.TwoFactorEnabled
            ? Result<IReadOnlyList<string>>.Ok([.. (await accounts.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes.Count))!])
            : SecondFactorFailures.NotEnabled;
    }
}
