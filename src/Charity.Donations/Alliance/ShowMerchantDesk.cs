using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Alliance;

/// <summary>One merchant with its months, for the office and finance. The contact and the secret address are for those who look after the alliance.</summary>
[Requires(Permissions.ViewAlliance)]
internal sealed record ShowMerchantDesk(Guid Id) : IQuery<MerchantDeskPage>;

/// <param name="SettlementAddress">Null for those who only look.</param>
/// <param name="Replaced">Rows that were corrected, the last first.</param>
internal sealed record MerchantDeskPage(
    Merchant Merchant, LocalizedText? Area, FundSummary? Fund, IReadOnlyList<MerchantMonth> Months, IReadOnlyList<Settlement> Replaced, IReadOnlyList<AttachmentInfo> Photos,
    IReadOnlyList<OfferedTrigger> Offers, IReadOnlyList<WorkflowStep> History, string? SettlementAddress, bool MayManage, bool MayBook, DateOnly Today);

internal sealed class ShowMerchantDeskHandler(
    CharityDbContext db, AllianceDesk desk, IAreas areas, IFunds funds, IAttachments attachments, IWorkflowDoor door, IPermissionService permissions, MerchantMails mails, Platform.Settings.SiteTime time)
    : IRequestHandler<ShowMerchantDesk, Result<MerchantDeskPage>>
{
    public async Task<Result<MerchantDeskPage>> Handle(ShowMerchantDesk request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Id, cancellationToken) is not { } merchant)
        {
            return AllianceFailures.Unknown;
        }

        var mayManage = await permissions.HasAsync(Permissions.ManageAlliance, cancellationToken);
        return new MerchantDeskPage(
            merchant,
            (await areas.FindAsync(merchant.AreaCode, cancellationToken))?.Name,
            await funds.FindAsync(merchant.FundId, cancellationToken),
            await desk.MonthsAsync(merchant, cancellationToken),
            await db.Set<Settlement>().AsNoTracking().Where(settlement => settlement.MerchantId == merchant.Id && !settlement.IsCurrent)
                .OrderByDescending(settlement => settlement.Month).ThenByDescending(settlement => settlement.Number).ToListAsync(cancellationToken),
            await attachments.ListAsync(merchant.Files, cancellationToken),
            await door.OffersAsync(MerchantProcess.Table, merchant, cancellationToken),
            await db.Set<WorkflowStep>().AsNoTracking().Where(step => step.Process == MerchantProcess.Table.Process && step.InstanceId == merchant.Id).OrderBy(step => step.Number).ToListAsync(cancellationToken),
            mayManage && merchant.IsPublic ? mails.SettlementAddress(merchant) : null,
            mayManage,
            await permissions.HasAsync(Permissions.EnterOfflineGifts, cancellationToken),
            time.Today);
    }
}
