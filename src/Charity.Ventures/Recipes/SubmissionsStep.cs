using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Recipes;

/// <summary>
/// <c>Submissions</c>: submissions to announced calls, by the same rules as everybody's, each call with all of its submissions in one transaction. A
/// call that has some stays as it is. Nobody is sent a mail before a decision is published.
/// </summary>
internal sealed class SubmissionsStep(
    CharityDbContext db, UnitOfWork unitOfWork, CallDesk calls, EligibilityDesk eligibility, IOrganisations organisations, IAreas areas, IWorkflowDoor door, ReviewedCall reviewed, RunningProjects running, EarlierDays days,
    TimeProvider clock) : IRecipeStepHandler
{
    public string Name => "Submissions";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        var model = step.Read<SubmissionsModel>();
        for (var index = 0; index < model.Calls.Count; index++)
        {
            await unitOfWork.ExecuteAsync(token => PutAsync(step, model, model.Calls[index], token), cancellationToken);
            await running.SpendAsync(step, model.Calls[index], cancellationToken);
            step.Progress($"{step.Recipe}: submissions", index + 1, model.Calls.Count);
        }
    }

    private async Task<bool> PutAsync(RecipeStep step, SubmissionsModel model, AnsweredCallModel answered, CancellationToken cancellationToken)
    {
        var call = await calls.FindAsync(answered.Slug, cancellationToken) ?? throw step.Error($"there is no call {answered.Slug}");
        if (await db.Set<Submission>().AnyAsync(submission => submission.CallId == call.Id, cancellationToken))
        {
            return true;
        }

        if (call.State == CallProcess.Announced)
        {
            Demand(step, await door.FireAsync(CallProcess.Table, call, CallProcess.OpenTrigger, expectedVersion: null, note: null, cancellationToken));
            days.Date(call, new DateTimeOffset(call.OpensUtc!.Value, TimeSpan.Zero).AddDays(-(answered.Review?.ClosedDaysAgo ?? 0)));
            await db.SaveChangesAsync(cancellationToken);
        }

        var submitted = await HandInAsync(step, model, answered, call, cancellationToken);
        if (answered.Review is { } review)
        {
            await reviewed.RunAsync(step, call, review, submitted, cancellationToken);
        }

        return true;
    }

    private async Task<IReadOnlyList<Submission>> HandInAsync(RecipeStep step, SubmissionsModel model, AnsweredCallModel answered, Call call, CancellationToken cancellationToken)
    {
        var places = await PlacesAsync(step, model, cancellationToken);
        var applicants = new List<Applicant>();
        foreach (var applicant in answered.Applicants)
        {
            applicants.Add(await ApplicantAsync(step, model, applicant, call, cancellationToken));
        }

        // Whoever hands in knows the days that the call has in the end. Each call begins with other titles and places.
        var design = call.Design with { Timetable = answered.Review?.TurnedBack(call.Design.Timetable) ?? call.Design.Timetable };
        var first = 3 * model.Calls.TakeWhile(other => other != answered).Count();
        var written = new List<Submission>();
        var (byTopic, count) = (new Dictionary<string, int>(StringComparer.Ordinal), answered.Submitted + answered.Drafts);
        for (var index = 0; index < count; index++)
        {
            var (applicant, round) = (applicants[index % applicants.Count], index / applicants.Count);
            var topic = applicant.Topics[round % applicant.Topics.Count];
            var place = byTopic.GetValueOrDefault(topic.Code, first);
            byTopic[topic.Code] = place + 1;
            var invented = InventedSubmission.Write(
                topic, place, applicant.Area ?? places[((place % topic.Titles.Count) + (place / topic.Titles.Count)) % places.Count], applicant.Dossier, model.Tasks, design, new Dice(index + (31 * call.Slug.Length)));
            var handedIn = HandedInAt(call, answered, index, count);
            var submission = Submission.Begin(call.Id, call.Form.Number, applicant.Dossier.Organisation.Id, invented.Title, applicant.Writer, handedIn.AddDays(-3));
            submission.Save(invented.Title, invented.Answers, invented.AskedMinor, applicant.Writer, handedIn.AddHours(-1));
            db.Add(submission);
            if (index < answered.Submitted)
            {
                Demand(step, await door.FireAsync(SubmissionProcess.Table, submission, SubmissionProcess.Submit, expectedVersion: null, note: null, cancellationToken));
                days.Date(submission, handedIn);
                db.Add(submission.HandIn(index + 1, design.Timetable.AnswerOn, EligibilityReport.None with { Answers = applicant.Rules }, handedIn));
                written.Add(submission);
            }

            // How many an organisation may hand in is counted in the database: each round is there before the next.
            if (index % applicants.Count == applicants.Count - 1)
            {
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return written;
    }

    /// <summary>Evenly from the call's first day until now, and as many days earlier as the call is turned back.</summary>
    private DateTimeOffset HandedInAt(Call call, AnsweredCallModel answered, int index, int count)
    {
        var (first, now) = (new DateTimeOffset(call.OpensUtc!.Value, TimeSpan.Zero), clock.GetUtcNow());
        return (first + ((now - first) * (index + 1) / (count + 1))).AddDays(-(answered.Review?.ClosedDaysAgo ?? 0));
    }

    private async Task<List<Area>> PlacesAsync(RecipeStep step, SubmissionsModel model, CancellationToken cancellationToken)
    {
        var tree = (await areas.AllAsync(cancellationToken)).ToDictionary(area => area.Code, StringComparer.Ordinal);
        return [.. model.Areas.Select(code => tree.GetValueOrDefault(code) ?? throw step.Error($"there is no area {code}"))];
    }

    private async Task<Applicant> ApplicantAsync(RecipeStep step, SubmissionsModel model, ApplicantModel applicant, Call call, CancellationToken cancellationToken)
    {
        var organisation = await organisations.FindAsync(applicant.Organisation, cancellationToken) ?? throw step.Error($"there is no organisation {applicant.Organisation}");
        var dossier = await organisations.DossierAsync(organisation.Id, cancellationToken) ?? throw step.Error($"{applicant.Organisation} has no dossier");
        var colleagues = await organisations.MembersAsync(organisation.Id, cancellationToken);
        var writer = colleagues.FirstOrDefault(colleague => colleague.Role == OrganisationRole.Owner) is { } owner ? new Writer(owner.UserId, owner.Name) : new Writer(Guid.Empty, dossier.LegalRepresentative);
        return new Applicant(
            dossier, writer, await eligibility.CheckAsync(call, organisation.Id, cancellationToken),
            [.. applicant.Topics.Select(code => model.Topics.FirstOrDefault(topic => topic.Code == code) ?? throw step.Error($"there is no topic {code}"))],
            applicant.Area is null ? null : (await areas.AllAsync(cancellationToken)).FirstOrDefault(area => area.Code == applicant.Area) ?? throw step.Error($"there is no area {applicant.Area}"));
    }

    internal static void Demand(RecipeStep step, Result result) => Demand(step, result.Failure);

    internal static void Demand(RecipeStep step, Failure? refusal)
    {
        if (refusal is { } failure)
        {
            throw step.Error($"{failure.Code} {string.Join(", ", failure.Fields.Select(field => $"{field.Field}: {field.Code}"))}");
        }
    }

    /// <param name="Writer">Its owner where somebody of the site is, otherwise its legal representative.</param>
    /// <param name="Rules">How it stands against the call's rules.</param>
    /// <param name="Area">Where it works; null for the places in turn.</param>
    private sealed record Applicant(OrganisationDossier Dossier, Writer Writer, IReadOnlyList<RuleAnswer> Rules, IReadOnlyList<TopicModel> Topics, Area? Area);
}
