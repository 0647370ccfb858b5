using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Ventures.Budgets;
using Charity.Ventures.Calls;
using Charity.Ventures.Forms;
using Charity.Ventures.Needs;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Submissions;

/// <summary>A submission with the call and the form it is made on.</summary>
internal sealed record OpenSubmission(Submission Submission, Call Call, FormDefinition Form)
{
    public string Currency => Call.Design.Money.Currency;

    /// <summary>The last day to hand it in.</summary>
    public DateOnly? LastDay => Submission.ReviseBy ?? Call.Design.Timetable.ClosesOn;

    public Budget BudgetIn(FormAnswers answers) => Form.Fields.FirstOrDefault(question => question.Kind == FieldKind.Budget) is { } budget ? Budget.Of(answers.RowsOf(budget.Code), Currency) : new Budget([]);
}

/// <summary>What all requests about submissions share: finding one with its form, and saying what it still lacks.</summary>
internal sealed class SubmissionDesk(CharityDbContext db, IAreas areas, NeedDesk needs, SiteTime time, TimeProvider clock)
{
    /// <summary>The lock under which a call's submissions are counted and numbered.</summary>
    public static string NumbersOf(Guid callId) => $"submissions:{callId:N}";

    public async Task<OpenSubmission?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<Submission>().SingleOrDefaultAsync(submission => submission.Id == id, cancellationToken) is { } submission ? await OpenAsync(submission, cancellationToken) : null;

    /// <summary>The submission to be written: of two who save at the same moment the second sees what the first saved.</summary>
    /// <exception cref="InvalidOperationException">There is no open transaction.</exception>
    public async Task<Result<OpenSubmission>> FindToWriteAsync(Guid id, CancellationToken cancellationToken)
    {
        await db.LockAsync($"submission:{id:N}", cancellationToken);
        if (await FindAsync(id, cancellationToken) is not { } open)
        {
            return SubmissionFailures.Unknown;
        }

        return !open.Submission.IsBeingWritten ? SubmissionFailures.NotWritten
            : LastMoment(open) <= clock.GetUtcNow().UtcDateTime ? SubmissionFailures.Late
            : open;
    }

    public async Task<OpenSubmission> OpenAsync(Submission submission, CancellationToken cancellationToken)
    {
        var call = await db.Set<Call>().SingleAsync(call => call.Id == submission.CallId, cancellationToken);
        var form = await db.Set<CallForm>().SingleAsync(form => form.CallId == call.Id && form.Number == submission.FormNumber, cancellationToken);
        return new OpenSubmission(submission, call, form.Definition);
    }

    /// <summary>When writing ends: the call's last moment, grace included, for a draft, the end of the day to revise otherwise.</summary>
    public DateTime? LastMoment(OpenSubmission open) => open.Submission switch
    {
        { ReviseBy: { } day } => time.Utc(day.AddDays(1)),
        { BegunUtc: var begun } when begun < open.Call.ClosesUtc => open.Call.GraceEndsUtc,
        _ => open.Call.ClosesUtc,
    };

    /// <summary>Everything that stands between a submission and handing it in; the field is the question's code.</summary>
    public async Task<IReadOnlyList<FieldFailure>> ReadinessAsync(Submission submission, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(submission, cancellationToken);
        return [.. FormCheck.Missing(open.Form, submission.Answers), .. await WrongAsync(open.Call, open.Form, submission.Answers, cancellationToken)];
    }

    /// <summary>What was typed and cannot stand, in a draft as little as in what is handed in.</summary>
    public async Task<IReadOnlyList<FieldFailure>> WrongAsync(Call call, FormDefinition form, FormAnswers answers, CancellationToken cancellationToken)
    {
        var wrong = FormCheck.Wrong(form, answers).ToList();
        var design = call.Design;
        foreach (var field in form.Fields.Where(field => field.Kind == FieldKind.Budget && answers.Says(field.Code)))
        {
            wrong.AddRange(BudgetCheck.Wrong(field.Code, Budget.Of(answers.RowsOf(field.Code), design.Money.Currency), design.Budget, design.Money.ProjectCapMinor, design.Money.Currency));
        }

        var tree = (await areas.AllAsync(cancellationToken)).ToDictionary(area => area.Code, StringComparer.Ordinal);
        var served = design.AreaCodes.Where(tree.ContainsKey).Select(code => tree[code].Path).ToList();
        foreach (var field in form.Fields.Where(field => field.Kind == FieldKind.Areas))
        {
            if (answers.RowsOf(field.Code).Any(row => !tree.TryGetValue(row[0], out var area) || (served.Count > 0 && !served.Exists(path => area.Path.StartsWith(path, StringComparison.Ordinal)))))
            {
                wrong.Add(new FieldFailure(field.Code, "area_outside", "In \"{0}\", choose places where this call's projects work.", field.Label));
            }
        }

        foreach (var field in form.Fields.Where(field => field.Kind == FieldKind.Needs && answers.Says(field.Code)))
        {
            var chosen = answers.NeedsOf(field.Code);
            if ((await needs.LookingForHelpAsync(chosen, cancellationToken)).Count < chosen.Count)
            {
                wrong.Add(new FieldFailure(field.Code, "need_gone", "A need that you chose in \"{0}\" does not look for help any more. Open this part and choose again.", field.Label));
            }
        }

        return wrong;
    }
}
