using Charity.Platform.Alerts;
using Charity.Platform.Security;
using Charity.Platform.Web;
using Charity.Users.Accounts;
using Charity.Users.Contracts;
using MediatR;

namespace Charity.Users.Alerting;

/// <summary>
/// Mails an alert to everybody who may do something about it, each in their language, within the transaction that raised it. An
/// alert that was resolved and rises again is told again.
/// </summary>
internal sealed class MailAlert(IUserDirectory directory, IScopeCodes scopes, AccountMails mails, SiteAddress address) : INotificationHandler<AlertRaised>
{
    public async Task Handle(AlertRaised notification, CancellationToken cancellationToken)
    {
        var alert = notification.Alert;
        var arguments = alert.ReadArguments();
        foreach (var reader in await ReadersAsync(alert, cancellationToken))
        {
            await mails.AddAsync(
                $"alert:{alert.Id}:{alert.RaisedUtc.Ticks}:{reader.Id}",
                reader,
                T => T["Please look at this"],
                T => [T[alert.Message, arguments], address.Of(alert.Url)],
                cancellationToken);
        }
    }

    /// <summary>Those whose scopes the alert lies in: the others would be sent to a page that they may not see.</summary>
    private async Task<IReadOnlyList<UserSummary>> ReadersAsync(Alert alert, CancellationToken cancellationToken)
    {
        var holders = await directory.HoldersAsync(alert.Permission, cancellationToken);
        if (alert.Scope.Length == 0)
        {
            return holders;
        }

        var everywhere = await directory.HoldersAsync(alert.EverywherePermission, cancellationToken);
        var codes = alert.Scope.Split(' ');
        var readers = new List<UserSummary>();
        foreach (var holder in holders)
        {
            if (everywhere.Contains(holder) || (await scopes.OfAsync(holder.Id, cancellationToken)).Overlaps(codes))
            {
                readers.Add(holder);
            }
        }

        return readers;
    }
}
