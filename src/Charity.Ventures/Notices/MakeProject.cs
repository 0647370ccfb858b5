using System.Globalization;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Ventures.Budgets;
using Charity.Ventures.Forms;
using Charity.Ventures.Projects;
using MediatR;

namespace Charity.Ventures.Notices;

/// <summary>Makes the project of an award, within the transaction that awards it.</summary>
internal sealed class MakeProject(CharityDbContext db, TimeProvider clock) : INotificationHandler<SubmissionAwarded>
{
    public Task Handle(SubmissionAwarded awarded, CancellationToken cancellationToken)
    {
        db.Add(Project.Award(AwardOf(awarded), clock.GetUtcNow()));
        return Task.CompletedTask;
    }

    private static ProjectAward AwardOf(SubmissionAwarded awarded)
    {
        var (submission, call) = (awarded.Submission, awarded.Call);
        var (design, days, answers) = (call.Design, call.Design.Timetable, submission.Answers);
        var form = call.Forms.First(form => form.Number == submission.FormNumber).Definition;
        var areas = form.Fields.FirstOrDefault(field => field.Kind == FieldKind.Areas) is { } question ? answers.RowsOf(question.Code).Select(row => row[0]).ToList() : [];
        var (from, until) = (days.RunsFrom!.Value, days.RunsUntil!.Value);
        return new ProjectAward(
            call.Slug, call.Id, submission.Id, submission.Number!.Value, submission.OrganisationId, new LocalizedText(submission.Title),
            new LocalizedText(answers.TextOf("summary") is { Length: > 0 } summary ? summary : submission.Title), areas.Count > 0 ? areas : design.AreaCodes, design.Money.Currency,
            [.. awarded.Parts.Select(reserved => new AwardSource(reserved.Part.FundSlug, reserved.Part.Name, reserved.Part.AmountMinor, reserved.ReservationId))],
            CountOf(answers, "sessions"), CountOf(answers, "people"), from, until, ProjectAward.HalfwayOf(from, until, design.Instalments), design.ReportEveryMonths, design.Instalments)
        {
            Budget = BudgetOf(awarded, form),
        };
    }

    /// <summary>As it was asked for. When less was awarded, what the money is spent on is agreed anew.</summary>
    private static IReadOnlyList<BudgetLine> BudgetOf(SubmissionAwarded awarded, FormDefinition form)
    {
        var lines = form.Fields.FirstOrDefault(field => field.Kind == FieldKind.Budget) is { } question ? Budget.Of(awarded.Submission.Answers.RowsOf(question.Code), awarded.Call.Design.Money.Currency).Lines : [];
        return lines.Sum(line => line.AskedMinor) == awarded.Parts.Sum(reserved => reserved.Part.AmountMinor) ? lines : [];
    }

    /// <summary>What the usual form asks; a call may have dropped the question.</summary>
    private static int CountOf(FormAnswers answers, string code) => int.TryParse(answers.TextOf(code), NumberStyles.Integer, CultureInfo.InvariantCulture, out var count) ? count : 0;
}
