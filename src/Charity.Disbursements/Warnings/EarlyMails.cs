using System.Globalization;
using Charity.Disbursements.Approvals;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Requests;
using Charity.Disbursements.Subjects;
using Charity.Disbursements.Tracking;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Users.Contracts;
using Charity.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Warnings;

/// <summary>
/// Writes the mails of an early warning. A mail's key names the reader and what they are warned of, and stays for ever: who was told of a request's
/// day, of its approval or of an instalment's falling due is not told of it again.
/// </summary>
internal sealed class EarlyMails(
    CharityDbContext db, PaymentDesk desk, PaymentLines lines, ApprovalRights rights, IUserDirectory users, PersonMails mails, IProjectMoney projects, IOrganisationMails organisations, SiteAddress site, SiteTime time)
{
    public async Task<bool> TellAsync(EarlyWarning warning, CancellationToken cancellationToken)
    {
        await db.LockAsync($"early-warning:{warning.Id:N}", cancellationToken);
        await (warning.Of switch
        {
            WarnedOf.Decision => TellApproversAsync(warning.Id, cancellationToken),
            WarnedOf.Collection => TellCashiersAsync(warning.Id, cancellationToken),
            WarnedOf.Instalment => TellOrganisationAsync(warning.Id, cancellationToken),
            _ => Task.CompletedTask,
        });
        return true;
    }

    private async Task TellApproversAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(id, cancellationToken) is not { State: PaymentProcess.Asked } request || request.Rule.Steps.Skip(request.Standing.Count()).FirstOrDefault() is not { } step)
        {
            return;
        }

        var until = DayWordsOf(request.DecideByUtc);
        await TellAsync(
            await ApproversAsync(request, step.Permission, cancellationToken),
            string.Create(CultureInfo.InvariantCulture, $"early-decide:{request.Id:N}:{request.DecideByUtc:yyyyMMddHHmm}"), request,
            T => T["Payment {0} lapses undecided on {1}", request.Code, until()],
            T => T["{0}, {1}: it waits for your approval. If nobody decides until {2} it lapses and has to be asked for again.", request.Title, Money.Format(request.AmountMinor, request.Currency), until()], cancellationToken);
    }

    private async Task TellCashiersAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(id, cancellationToken) is { State: PaymentProcess.Approved } request && (await lines.StandingAsync(id, cancellationToken)).Free > 0)
        {
            await TellAsync(
                await users.HoldersAsync(Permissions.PayBatches, cancellationToken), string.Create(CultureInfo.InvariantCulture, $"early-collect:{request.Id:N}:{request.Version}"), request,
                T => T["Payment {0} waits to be collected for the bank", request.Code],
                T => T["{0}, {1}: it is approved, and its payee waits for the money.", request.Title, Money.Format(request.OpenMinor, request.Currency)], cancellationToken);
        }
    }

    private async Task TellOrganisationAsync(Guid id, CancellationToken cancellationToken)
    {
        // Of an instalment whose conditions are not met the project's own reminders tell.
        if (await projects.FindAsync(id, cancellationToken) is not { IsPayable: true, DueSinceUtc: { } since } instalment)
        {
            return;
        }

        var (key, due) = (string.Create(CultureInfo.InvariantCulture, $"early-ask:{id:N}:{since:yyyyMMddHHmm}"), DayWordsOf(since));
        if (!await db.Set<OutgoingMail>().AnyAsync(mail => mail.Key.StartsWith(key), cancellationToken))
        {
            await organisations.ToColleaguesAsync(
                instalment.OrganisationId, key, role => role is OrganisationRole.Owner or OrganisationRole.Finance, T => T["{0} of {1} can be asked for", instalment.Name, instalment.ProjectTitle],
                T =>
                [
                    T["{0} has been due since {1}, and nobody has asked for its payment. Please ask for it.", Money.Format(instalment.AmountMinor, instalment.Currency), due()],
                    site.Of($"/workspace/instalments/{id}/payment"),
                ],
                cancellationToken);
        }
    }

    private async Task TellAsync(
        IReadOnlyList<UserSummary> readers, string key, PaymentRequest request, Func<IStringLocalizer, string> subject, Func<IStringLocalizer, string> sentence, CancellationToken cancellationToken)
    {
        var keys = readers.Select(reader => $"{key}:{reader.Id}").ToList();
        var told = await db.Set<OutgoingMail>().Where(mail => keys.Contains(mail.Key)).Select(mail => mail.Key).ToListAsync(cancellationToken);
        foreach (var reader in readers.Where(reader => !told.Contains($"{key}:{reader.Id}")))
        {
            await mails.AddAsync(reader, $"{key}:{reader.Id}", subject, T => [T["Dear {0},", reader.Name], sentence(T), site.Of($"/manage/payments/{request.Id}")], cancellationToken);
        }
    }

    /// <summary>Whoever can take the next step: by their own right for one of its funds, or in the place of somebody who is away.</summary>
    private async Task<IReadOnlyList<UserSummary>> ApproversAsync(PaymentRequest request, string permission, CancellationToken cancellationToken)
    {
        var slugs = request.Parts.Select(part => part.FundSlug).OfType<string>().ToList();
        var (today, approvers) = (time.Today, new List<UserSummary>());
        bool IsFree(Guid id) => id != request.RequestedById && !request.Standing.Any(approval => approval.IsBy(id));
        foreach (var holder in (await users.HoldersAsync(permission, cancellationToken)).Where(holder => IsFree(holder.Id)))
        {
            if (await rights.LooksAfterAsync(holder.Id, slugs, cancellationToken))
            {
                approvers.Add(holder);
            }
        }

        var principals = approvers.ConvertAll(approver => approver.Id);
        foreach (var deputy in await db.Set<Delegation>().Where(delegation => principals.Contains(delegation.FromId) && delegation.FromDay <= today && delegation.UntilDay >= today && delegation.RevokedUtc == null)
            .Select(delegation => delegation.ToId).Distinct().ToListAsync(cancellationToken))
        {
            if (IsFree(deputy) && !principals.Contains(deputy) && await users.FindAsync(deputy, cancellationToken) is { } found)
            {
                approvers.Add(found);
            }
        }

        return approvers;
    }

    /// <summary>The day in the reader's words, asked for when the mail is written in their language.</summary>
    private Func<string> DayWordsOf(DateTime utc) => () => DayWords.Of(time.DayOf(utc));
}
