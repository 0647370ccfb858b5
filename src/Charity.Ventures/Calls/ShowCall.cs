using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Forms;
using Charity.Ventures.Needs;
using Charity.Ventures.Notices;
using Charity.Ventures.Papers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Calls;

/// <summary>A call's public page.</summary>
[Anybody]
internal sealed record ShowCall(string Slug) : IQuery<CallPage>;

/// <param name="CancelReason">Only of a cancelled call.</param>
/// <param name="IsImported">Nobody applied to it on this site: it has neither form nor criteria to show.</param>
internal sealed record CallPage(
    string Slug, LocalizedText Title, string State, CallDesign Design, DateTime? ClosesUtc, IReadOnlyList<string> Areas, IReadOnlyList<NamedSource> Sources, FormDefinition Form,
    IReadOnlyList<PublishedAmendment> Amendments, IReadOnlyList<PublishedAnswer> Answers, bool TakesQuestions, string? CancelReason,
    IReadOnlyList<CallNeed> Needs, IReadOnlyList<NoticeCard> Notices, bool IsImported, CallResults Results, IReadOnlyList<StageTime> Stages, IReadOnlyList<AttachmentInfo> Papers);

/// <summary>A need that the call collects.</summary>
internal sealed record CallNeed(string Slug, LocalizedText Title, string? Area, bool IsMet);

/// <param name="Url">The fund's page; null for public money.</param>
internal sealed record NamedSource(string Name, string? Url, long AmountMinor);

internal sealed record PublishedAmendment(LocalizedText What, DateTime PublishedUtc);

internal sealed record PublishedAnswer(string Question, string Answer, DateTime AnsweredUtc, DateTime? CorrectedUtc);

internal sealed class ShowCallHandler(CharityDbContext db, CallDesk desk, NeedDesk needs, CallResultsReader results, IAreas areas, IFunds funds, IAttachments attachments) : IRequestHandler<ShowCall, Result<CallPage>>
{
    public async Task<Result<CallPage>> Handle(ShowCall request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Slug, cancellationToken) is not { IsPublic: true } call)
        {
            return CallFailures.Unknown;
        }

        var answers = await db.Set<CallQuestion>().AsNoTracking()
            .Where(question => question.CallId == call.Id && question.AnsweredUtc != null)
            .OrderByDescending(question => question.AnsweredUtc)
            .Take(200)
            .Select(question => new PublishedAnswer(question.Question, question.Answer!, question.AnsweredUtc!.Value, question.CorrectedUtc))
            .ToListAsync(cancellationToken);
        var reason = call.State != CallProcess.Cancelled ? null : await db.Set<WorkflowStep>().AsNoTracking()
            .Where(step => step.InstanceId == call.Id && step.To == CallProcess.Cancelled)
            .Select(step => step.Note)
            .FirstOrDefaultAsync(cancellationToken);
        var tree = await areas.AllAsync(cancellationToken);
        return new CallPage(
            call.Slug, call.Title, call.State, call.Design, call.ClosesUtc,
            [.. tree.Where(area => call.Design.AreaCodes.Contains(area.Code)).Select(area => area.Name.ToString())],
            await SourcesAsync(call.Design.Money.Sources, cancellationToken),
            call.Form.Definition,
            [.. call.Amendments.Select(amendment => new PublishedAmendment(amendment.What, amendment.PublishedUtc))],
            answers,
            call.TakesQuestions,
            reason,
            [.. (await needs.OfCallAsync(call.Id, cancellationToken)).Select(need => new CallNeed(
                need.Slug, need.Title, tree.FirstOrDefault(area => area.Code == need.AreaCode)?.Name.ToString(), need.State == NeedProcess.Met))],
            await db.Set<AwardNotice>().AsNoTracking().Where(notice => notice.CallId == call.Id).OrderByDescending(notice => notice.Number)
                .Select(notice => new NoticeCard(notice.Slug, call.Title, notice.Number, notice.State, notice.PublishedUtc, notice.LastDay)).ToListAsync(cancellationToken),
            call.IsImported,
            await results.OfAsync(call.Id, cancellationToken),
            [.. (await db.Set<StageTime>().AsNoTracking().Where(stage => stage.CallId == call.Id).ToListAsync(cancellationToken)).OrderBy(stage => Stages.All.ToList().IndexOf(stage.Stage))],
            await attachments.ListAsync(CallPapers.Of(call), cancellationToken));
    }

    private async Task<IReadOnlyList<NamedSource>> SourcesAsync(IReadOnlyList<MoneySource> sources, CancellationToken cancellationToken)
    {
        var named = new List<NamedSource>(sources.Count);
        foreach (var source in sources)
        {
            var fund = source.FundSlug is { } slug ? await funds.FindAsync(slug, cancellationToken) : null;
            named.Add(new NamedSource((fund?.Name ?? source.Name)?.ToString() ?? source.FundSlug ?? string.Empty, fund is { IsPublic: true } ? $"/funds/{fund.Slug}" : null, source.AmountMinor));
        }

        return named;
    }
}
