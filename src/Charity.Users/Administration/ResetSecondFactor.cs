using System.Globalization;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Accounts;
using MediatR;

namespace Charity.Users.Administration;

/// <summary>For somebody who lost both telephone and recovery codes: the second factor is switched off, every session ends, and they are told by mail.</summary>
[Requires(Permissions.ManageUsers)]
internal sealed record ResetSecondFactor(Guid Id) : ICommand;

internal sealed class ResetSecondFactorHandler(AccountManager accounts, AccountMails mails, ICurrentUser current, TimeProvider clock) : IRequestHandler<ResetSecondFactor, Result>
{
    public async Task<Result> Handle(ResetSecondFactor request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(request.Id.ToString()) is not { ErasedUtc: null } user)
        {
            return UserFailures.NotFound;
        }

        if (user.Id == current.Id)
        {
            return UserFailures.Own;
        }

        if ((await accounts.RemoveSecondFactorAsync(user)).Reason() is { } reason)
        {
            return reason;
        }

        var occasion = clock.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture);
        await mails.TellChangeAsync(user, occasion, T => T["The second factor of your account was switched off by a member of staff. Please set it up again."], cancellationToken);
        return Result.Ok;
    }
}
