using System.Globalization;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Ventures.Agreements;
using Charity.Ventures.Budgets;
using Charity.Ventures.Forms;
using Charity.Ventures.Needs;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Notices;

/// <summary>Makes the project of an award, within the transaction that awards it.</summary>
internal sealed class MakeProject(CharityDbContext db, PersonMails mails, ProjectMails organisation, SiteAddress site) : INotificationHandler<SubmissionAwarded>
{
    public async Task Handle(SubmissionAwarded awarded, CancellationToken cancellationToken)
    {
        var project = Project.Award(AwardOf(awarded), awarded.At);
        db.Add(project);
        var form = FormOf(awarded);
        await TellOrganisationAsync(project, isPartial: !project.HasBudgetOfAward && form.Fields.Any(field => field.Kind == FieldKind.Budget), cancellationToken);
        Guid[] chosen = [.. form.Fields.Where(field => field.Kind == FieldKind.Needs).SelectMany(field => awarded.Submission.Answers.NeedsOf(field.Code)).Distinct()];
        foreach (var need in await db.Set<Need>().AsNoTracking().Where(need => EF.Parameter(chosen).Contains(need.Id) && need.Slug != null).OrderBy(need => need.Id).ToListAsync(cancellationToken))
        {
            db.Add(new ProjectNeed(project.Id, need.Id));
            await mails.TellAsync(
                need.PostedById, FormattableString.Invariant($"need-answered:{need.Id:N}:{project.Slug}"), T => T["A project answers your need: {0}", need.Title],
                T => [T["\"{0}\" was awarded. When it has brought what was needed, say on the need's page how it was met.", project.Title], site.Of($"/needs/{need.Slug}")], cancellationToken);
        }
    }

    private Task TellOrganisationAsync(Project project, bool isPartial, CancellationToken cancellationToken) => organisation.ToColleaguesAsync(
        project, $"awarded:{project.Id:N}", role => role is OrganisationRole.Owner or OrganisationRole.Editor, T => T["{0} is awarded", project.Title],
        T =>
        [
            T["Your project {0} is awarded with {1}.", project.Title, Money.Format(project.AwardedMinor, project.Currency)],
            isPartial ? T["That is less than you asked for. Please enter the budget that makes this sum; the bureau can write the agreement only then:"] : T["The bureau writes the agreement next; you are told when it can be signed. Everything about the project stands here:"],
        ],
        isPartial ? "/budget" : "", cancellationToken);

    private static FormDefinition FormOf(SubmissionAwarded awarded) => awarded.Call.Forms.First(form => form.Number == awarded.Submission.FormNumber).Definition;

    private static ProjectAward AwardOf(SubmissionAwarded awarded)
    {
        var (submission, call) = (awarded.Submission, awarded.Call);
        var (design, days, answers) = (call.Design, call.Design.Timetable, submission.Answers);
        var form = FormOf(awarded);
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

    /// <summary>As it was asked for. When less was awarded, the organisation says what is left out (<see cref="AdjustBudget"/>).</summary>
    private static IReadOnlyList<BudgetLine> BudgetOf(SubmissionAwarded awarded, FormDefinition form)
    {
        var lines = form.Fields.FirstOrDefault(field => field.Kind == FieldKind.Budget) is { } question ? Budget.Of(awarded.Submission.Answers.RowsOf(question.Code), awarded.Call.Design.Money.Currency).Lines : [];
        return lines.Sum(line => line.AskedMinor) == awarded.Parts.Sum(reserved => reserved.Part.AmountMinor) ? lines : [];
    }

    /// <summary>What the usual form asks; a call may have dropped the question.</summary>
    private static int CountOf(FormAnswers answers, string code) => int.TryParse(answers.TextOf(code), NumberStyles.Integer, CultureInfo.InvariantCulture, out var count) ? count : 0;
}
