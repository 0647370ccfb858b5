using Charity.Contents.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Forms;
using Charity.Ventures.PastYears;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Recipes;

/// <summary>The <c>Calls</c> step. Days are counted from the day it runs, so that a demonstration is never over.</summary>
internal sealed record CallsModel(IReadOnlyList<CallModel> Calls);

/// <param name="MostSubmissions">Of one organisation.</param>
/// <param name="ReviewersEach">Of one submission.</param>
/// <param name="Finished">A year that is over, as it ended; its projects are a step of their own.</param>
/// <param name="ReportEveryMonths">Months between two reports of a project.</param>
/// <param name="HasDefence">False when the written review decides alone.</param>
/// <param name="AnnouncedDaysAgo">Of an announced one.</param>
/// <param name="OpensAfter">Days until submissions begin; negative when they have begun.</param>
internal sealed record CallModel(
    string Slug, LocalizedText Title, LocalizedText Summary, LocalizedText Guidance, LocalizedText Contact, IReadOnlyList<MoneySource> Sources, long? ProjectCapMinor, int OpensAfter,
    int ClosesAfter, int AnswerAfter, int RunsAfter, int RunsUntilAfter, bool Announced,
    bool Finished = false, int? MostSubmissions = null, int? ReviewersEach = null, int? ReportEveryMonths = null, bool? HasDefence = null, int AnnouncedDaysAgo = 0);

/// <summary><c>Calls</c>: calls with the usual rules and form. A call that is there is the office's and stays as it is.</summary>
internal sealed class CallsStep(CharityDbContext db, UnitOfWork unitOfWork, CallDesk desk, PastYearWriter past, EarlierDays days, IWorkflowDoor door, SiteTime time, TimeProvider clock) : IRecipeStepHandler
{
    public string Name => "Calls";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        foreach (var model in step.Read<CallsModel>().Calls)
        {
            await unitOfWork.ExecuteAsync(token => PutAsync(step, model, token), cancellationToken);
        }
    }

    private async Task<bool> PutAsync(RecipeStep step, CallModel model, CancellationToken cancellationToken)
    {
        if (!Call.IsSlug(model.Slug))
        {
            throw step.Error($"\"{model.Slug}\" is no address for a call: it has lower-case letters, digits and hyphens");
        }

        if (MarkdownText.IsTooDeep(model.Guidance.Zh) || MarkdownText.IsTooDeep(model.Guidance.En))
        {
            throw step.Error($"call {model.Slug}: quotes or lists of its guidance are nested too deeply to be shown");
        }

        if (await db.Set<Call>().AnyAsync(call => call.Slug == model.Slug, cancellationToken))
        {
            return true;
        }

        var usual = new CallDesign();
        var design = usual with
        {
            Eligibility = usual.Eligibility with { MostSubmissions = model.MostSubmissions ?? usual.Eligibility.MostSubmissions },
            Review = usual.Review with { ReviewersEach = model.ReviewersEach ?? usual.Review.ReviewersEach, HasDefence = model.HasDefence ?? usual.Review.HasDefence },
            ReportEveryMonths = model.ReportEveryMonths ?? usual.ReportEveryMonths,
            Summary = model.Summary,
            Guidance = model.Guidance,
            Contact = model.Contact,
            Money = new CallMoney { Sources = model.Sources, ProjectCapMinor = model.ProjectCapMinor },
            Timetable = new CallTimetable
            {
                OpensOn = time.Today.AddDays(model.OpensAfter),
                ClosesOn = time.Today.AddDays(model.ClosesAfter),
                AnswerOn = time.Today.AddDays(model.AnswerAfter),
                RunsFrom = time.Today.AddDays(model.RunsAfter),
                RunsUntil = time.Today.AddDays(model.RunsUntilAfter),
            },
        };
        if (model.Finished)
        {
            return (await past.AddCallAsync(model.Slug, model.Title, design, note: null, cancellationToken)).Failure is { } refusal
                ? throw step.Error($"call {model.Slug} cannot be taken over: {refusal.Code}")
                : true;
        }

        var call = Call.Plan(model.Slug, model.Title, design, UsualForm.Definition, clock.GetUtcNow());
        desk.Redesign(call, model.Title, design);
        db.Add(call);
        if (model.Announced && (await door.FireAsync(CallProcess.Table, call, "announce", expectedVersion: null, note: null, cancellationToken)).Failure is { } failure)
        {
            throw step.Error($"call {model.Slug} cannot be announced: {string.Join(", ", failure.Fields.Select(field => field.Code).DefaultIfEmpty(failure.Code))}");
        }

        await days.SaveAsync(model.AnnouncedDaysAgo, cancellationToken);
        return true;
    }
}
