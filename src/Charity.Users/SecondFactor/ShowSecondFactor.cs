using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Accounts;
using MediatR;

namespace Charity.Users.SecondFactor;

/// <summary>Whether the own account has a second factor.</summary>
[SignedIn]
internal sealed record ShowSecondFactor : IQuery<SecondFactorState>;

internal sealed record SecondFactorState(bool IsEnabled, int RecoveryCodesLeft);

internal sealed class ShowSecondFactorHandler(AccountManager accounts, ICurrentUser current) : IRequestHandler<ShowSecondFactor, Result<SecondFactorState>>
{
    public async Task<Result<SecondFactorState>> Handle(ShowSecondFactor request, CancellationToken cancellationToken)
    {
        var user = (await accounts.FindByIdAsync(current.Id.ToString()!))!;
        return new SecondFactorState(user.TwoFactorEnabled, user.TwoFactorEnabled ? await accounts.CountRecoveryCodesAsync(user) : 0);
    }
}
