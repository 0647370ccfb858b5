using Charity.Funds.Manage;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Motions;

/// <summary>A motion with its papers and history, for the fund's keepers.</summary>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record ShowMotionDesk(string Slug, Guid Id) : IQuery<MotionDeskPage>, IFundRequest;

/// <param name="PayeeAccount">Masked; null while the payee is left open.</param>
/// <param name="Offers">What may be done now; the vote is recorded on a page of its own.</param>
/// <param name="WhyNoVote">Why the reader cannot record the vote now; null when the reader can, or when there is no vote to record.</param>
internal sealed record MotionDeskPage(
    string Slug, Motion Motion, string? PayeeAccount, IReadOnlyList<AttachmentInfo> Files, IReadOnlyList<OfferedTrigger> Offers, Failure? WhyNoVote, IReadOnlyList<WorkflowStep> History)
{
    public bool MayChangePapers => Motion.State is MotionProcess.Draft or MotionProcess.Open;
}

internal sealed class ShowMotionDeskHandler(CharityDbContext db, MotionDesk desk, IAttachments attachments, IWorkflowDoor door, IServiceProvider services) : IRequestHandler<ShowMotionDesk, Result<MotionDeskPage>>
{
    public async Task<Result<MotionDeskPage>> Handle(ShowMotionDesk request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Slug, request.Id, cancellationToken) is not { } motion)
        {
            return MotionFailures.Unknown;
        }

        var offers = await door.OffersAsync(MotionProcess.Table, motion, cancellationToken);
        var isOpen = motion.State == MotionProcess.Open;
        return new MotionDeskPage(
            request.Slug, motion, motion.PayeeNumber is { } number ? PersonalData.MaskBankAccount(number) : null,
            await attachments.ListAsync(motion.Files, cancellationToken),
            [.. offers.Where(offer => offer.Trigger is MotionProcess.Publish or MotionProcess.Withdraw)],
            isOpen ? await MotionRules.VoteMustBeRecordedByAnother(motion, services, cancellationToken) ?? await MotionRules.PaperMustBeThere(motion, services, cancellationToken) : null,
            await db.Set<WorkflowStep>().AsNoTracking().Where(step => step.Process == MotionProcess.Table.Process && step.InstanceId == motion.Id).OrderBy(step => step.Number).ToListAsync(cancellationToken));
    }
}
