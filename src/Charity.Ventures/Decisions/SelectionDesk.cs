using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Defences;
using Charity.Ventures.Forms;
using Charity.Ventures.Notices;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Decisions;

/// <summary>Opens a call's board for those who may see it, ranked by what the reviews and the defence say.</summary>
internal sealed class SelectionDesk(CharityDbContext db, CallDesk calls, DeciderCheck deciders, DefenceMarks defence, HeldMoney held, IOrganisations organisations, IAreas areas, IEnumerable<IScores> scores)
{
    /// <summary>The lock under which a call's decisions are saved and its money is given out.</summary>
    public static string LockOf(Guid callId) => $"decisions:{callId:N}";

    /// <summary>The state of the submissions that a round decides about.</summary>
    public static string StateOf(Call call, SelectionRound round) =>
        call.Design.Review.HasDefence && round == SelectionRound.Final ? SubmissionProcess.Defended : SubmissionProcess.Scored;

    /// <param name="round">Null for the one that is due.</param>
    public async Task<Result<Board>> OpenAsync(string slug, SelectionRound? round, CancellationToken cancellationToken)
    {
        if (await calls.FindAsync(slug, cancellationToken) is not { IsPublic: true } call)
        {
            return CallFailures.Unknown;
        }

        return await deciders.RefusalAsync(call.Id, Permissions.DecideSubmissions, cancellationToken) is { } refusal ? refusal : await LoadAsync(call, round, cancellationToken);
    }

    /// <summary>The board to change it: nobody else changes it until the transaction ends.</summary>
    public async Task<Result<Board>> TakeAsync(string slug, SelectionRound? round, CancellationToken cancellationToken)
    {
        if (await db.Set<Call>().Where(call => call.Slug == slug).Select(call => (Guid?)call.Id).SingleOrDefaultAsync(cancellationToken) is { } id)
        {
            await db.LockAsync(LockOf(id), cancellationToken);
        }

        return await OpenAsync(slug, round, cancellationToken);
    }

    public async Task<Board> LoadAsync(Call call, SelectionRound? round, CancellationToken cancellationToken)
    {
        var selections = await db.Set<Selection>().AsSplitQuery().Include(selection => selection.Rows).Include(selection => selection.Signatures).Where(selection => selection.CallId == call.Id).ToListAsync(cancellationToken);
        var isWrittenDone = selections.Exists(selection => selection is { Round: SelectionRound.Written, State: SelectionProcess.Published });
        var shown = round ?? (call.Design.Review.HasDefence && !isWrittenDone ? SelectionRound.Written : SelectionRound.Final);
        var selection = selections.Find(selection => selection.Round == shown);
        return new Board(call, shown, selection, await CandidatesAsync(call, shown, selection, cancellationToken), await held.OfCallAsync(call.Id, cancellationToken));
    }

    private async Task<IReadOnlyList<Candidate>> CandidatesAsync(Call call, SelectionRound round, Selection? selection, CancellationToken cancellationToken)
    {
        var (state, decided) = (StateOf(call, round), selection?.Rows.Select(row => row.SubmissionId).ToArray() ?? []);
        var isPublished = selection?.State == SelectionProcess.Published;
        var submissions = await db.Set<Submission>()
            .Where(submission => submission.CallId == call.Id && ((submission.State == state && !isPublished) || EF.Parameter(decided).Contains(submission.Id)))
            .ToListAsync(cancellationToken);
        var applicants = (await organisations.SummariesAsync([.. submissions.Select(submission => submission.OrganisationId).Distinct()], cancellationToken)).ToDictionary(organisation => organisation.Id);
        var places = (await areas.AllAsync(cancellationToken)).ToDictionary(area => area.Code, area => area.Name, StringComparer.Ordinal);
        var written = await WrittenAsync(call.Id, cancellationToken);
        var marks = round == SelectionRound.Final && call.Design.Review.HasDefence ? await defence.OfCallAsync(call, cancellationToken) : null;
        var candidates = submissions.ConvertAll(submission =>
        {
            var organisation = applicants.GetValueOrDefault(submission.OrganisationId);
            var code = FirstAreaOf(call, submission) ?? organisation?.AreaCode ?? string.Empty;
            var score = written.GetValueOrDefault(submission.Id);
            var mark = marks?.GetValueOrDefault(submission.Id);
            return new Candidate(submission, organisation, code, places.GetValueOrDefault(code), score, mark, marks is null ? score?.Counting : Weigh(score?.Counting, mark ?? 0, call.Design.Review.DefencePercent), null);
        });
        return Rank(candidates);
    }

    /// <summary>The written score and the defence by their shares; who was not heard has no points for it.</summary>
    internal static decimal? Weigh(decimal? written, decimal defence, int defencePercent) =>
        written is { } points ? Math.Round(((points * (100 - defencePercent)) + (defence * defencePercent)) / 100, 2, MidpointRounding.AwayFromZero) : null;

    internal static IReadOnlyList<Candidate> Rank(IEnumerable<Candidate> candidates)
    {
        var ordered = candidates.OrderByDescending(candidate => candidate.Final ?? decimal.MinValue).ThenBy(candidate => candidate.Submission.Number).ToList();
        for (var place = 0; place < ordered.Count; place++)
        {
            var rank = place > 0 && ordered[place - 1].Final == ordered[place].Final ? ordered[place - 1].Rank : place + 1;
            ordered[place] = ordered[place] with { Rank = ordered[place].Final is null ? null : rank };
        }

        return ordered;
    }

    private static string? FirstAreaOf(Call call, Submission submission)
    {
        var form = call.Forms.FirstOrDefault(form => form.Number == submission.FormNumber)?.Definition;
        return form?.Fields.FirstOrDefault(field => field.Kind == FieldKind.Areas) is { } question && submission.Answers.TextOf(question.Code) is { Length: > 0 } code ? code : null;
    }

    private async Task<IReadOnlyDictionary<Guid, WrittenScore>> WrittenAsync(Guid callId, CancellationToken cancellationToken)
    {
        var all = new Dictionary<Guid, WrittenScore>();
        foreach (var source in scores)
        {
            foreach (var (id, score) in await source.OfCallAsync(callId, cancellationToken))
            {
                all[id] = score;
            }
        }

        return all;
    }
}
