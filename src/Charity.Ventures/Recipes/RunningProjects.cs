using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Charity.Users.Contracts;
using Charity.Ventures.Activities;
using Charity.Ventures.Agreements;
using Charity.Ventures.Calls;
using Charity.Ventures.Duties;
using Charity.Ventures.Evaluations;
using Charity.Ventures.Monitoring;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Recipes;

/// <summary>Lets a demonstration's awarded projects be signed, begin, hold activities, report, be visited and spend, by the same requests as everybody's.</summary>
internal sealed class RunningProjects(
    CharityDbContext db, EarlierDays days, ProjectDesk desk, AgreementWriter writer, IWorkflowDoor door, IOrganisations organisations, IUserDirectory users, RecipesFolder recipes,
    SiteTime time)
{
    public async Task BeginAsync(RecipeStep step, Call call, IReadOnlyList<RunningModel> models, CancellationToken cancellationToken)
    {
        foreach (var model in models)
        {
            var awarded = await FindAsync(call.Id, model, cancellationToken) ?? throw step.Error($"{model.Organisation} was not awarded a project");
            var project = (await desk.TakeAsync(awarded.Slug, cancellationToken)).Value;
            await SignAsync(step, project, model, cancellationToken);
            foreach (var held in model.Held)
            {
                await HoldAsync(step, project, held, cancellationToken);
            }

            await ReportAsync(step, project, model, cancellationToken);
            if (model.Visit is { } visit)
            {
                await VisitAsync(step, project, visit, cancellationToken);
            }
        }
    }

    /// <summary>
    /// A voucher is received outside of any transaction, so expenses follow their projects. Whoever has some keeps them; a call of one's own that has no
    /// such project, or a project that has ended since, gets none.
    /// </summary>
    public async Task SpendAsync(RecipeStep step, AnsweredCallModel answered, CancellationToken cancellationToken)
    {
        var callId = await db.Set<Call>().Where(call => call.Slug == answered.Slug).Select(call => call.Id).SingleAsync(cancellationToken);
        foreach (var model in answered.Review?.Decision?.Projects ?? [])
        {
            if (await FindAsync(callId, model, cancellationToken) is not { IsUnderWay: true } project)
            {
                continue;
            }

            var known = await db.Set<Expense>().Where(expense => expense.ProjectId == project.Id).Select(expense => expense.What).ToListAsync(cancellationToken);
            foreach (var expense in (model.Expenses ?? []).Where(expense => !known.Contains(expense.What)))
            {
                await using var content = File.OpenRead(step.FilePath(expense.Voucher, recipes.Path));
                SubmissionsStep.Demand(step, (await days.On<AddExpenseHandler>(0).Handle(
                    new AddExpense
                    {
                        Slug = project.Slug, Head = expense.Head, What = expense.What, Day = time.Today.AddDays(-expense.DaysAgo), Amount = expense.Amount, FileName = Path.GetFileName(expense.Voucher), Content = content,
                    },
                    cancellationToken)).Failure);
            }
        }
    }

    /// <summary>The project to look at; null when the organisation was not awarded one.</summary>
    private async Task<Project?> FindAsync(Guid callId, RunningModel model, CancellationToken cancellationToken) =>
        await organisations.FindAsync(model.Organisation, cancellationToken) is { Id: var organisationId }
            ? await db.Set<Project>().AsNoTracking().Where(project => project.CallId == callId && project.OrganisationId == organisationId).OrderBy(project => project.Slug).FirstOrDefaultAsync(cancellationToken)
            : null;

    /// <summary>Offered, signed by an owner of the organisation or its legal representative and by the bureau, and begun.</summary>
    private async Task SignAsync(RecipeStep step, Project project, RunningModel model, CancellationToken cancellationToken)
    {
        var (ago, at) = (model.SignedDaysAgo, days.At(model.SignedDaysAgo).UtcDateTime);
        var texts = await writer.WriteAsync(project, cancellationToken);
        SubmissionsStep.Demand(step, (await days.On<OfferAgreementHandler>(ago + 2).Handle(new OfferAgreement(project.Slug, Agreement.HashOf(texts.Text)), cancellationToken)).Failure);
        await days.SaveAsync(ago + 2, cancellationToken);
        var agreement = await db.Set<Agreement>().SingleAsync(agreement => agreement.ProjectId == project.Id, cancellationToken);
        await MoveAsync(step, AgreementProcess.Table, agreement, AgreementProcess.Sign, cancellationToken);
        agreement.SignForOrganisation(await SignatureAsync(project, agreement, at.AddDays(-1), cancellationToken));
        await days.SaveAsync(ago + 1, cancellationToken);
        var officer = await AccountAsync(step, model.SignedBy, cancellationToken);
        await MoveAsync(step, AgreementProcess.Table, agreement, AgreementProcess.Countersign, cancellationToken);
        agreement.SignForBureau(new Signature(officer.Id, officer.Name, at, agreement.Sha256));
        await days.On<DutyCheck>(ago).RecordAsync(project.Id, officer.Id, Duty.Sign, cancellationToken);
        await MoveAsync(step, ProjectProcess.Table, project, ProjectProcess.Sign, cancellationToken);
        await desk.SettleAsync(project, cancellationToken);
        foreach (var instalment in project.Instalments.Where(instalment => instalment.State == InstalmentProcess.Due))
        {
            instalment.Since(at);
        }

        await days.SaveAsync(ago, cancellationToken);
        await MoveAsync(step, ProjectProcess.Table, project, ProjectProcess.Begin, cancellationToken);
        await days.SaveAsync(days.DaysSince(time.Utc(project.RunsFrom)), cancellationToken);
    }

    private async Task<Signature> SignatureAsync(Project project, Agreement agreement, DateTime at, CancellationToken cancellationToken)
    {
        var owner = (await organisations.MembersAsync(project.OrganisationId, cancellationToken)).FirstOrDefault(colleague => colleague.Role == OrganisationRole.Owner);
        return owner is not null
            ? new Signature(owner.UserId, owner.Name, at, agreement.Sha256)
            : new Signature(Guid.Empty, (await organisations.DossierAsync(project.OrganisationId, cancellationToken))!.LegalRepresentative, at, agreement.Sha256);
    }

    private async Task HoldAsync(RecipeStep step, Project project, HeldModel model, CancellationToken cancellationToken)
    {
        var plan = new KeepActivity
        {
            Slug = project.Slug, Title = model.Title, Place = model.Place, Text = model.Text, Day = time.Today.AddDays(-model.DaysAgo), From = new TimeOnly(14, 0), Until = new TimeOnly(16, 0),
        };
        SubmissionsStep.Demand(step, (await days.On<KeepActivityHandler>(0).Handle(plan, cancellationToken)).Failure);
        await days.SaveAsync(0, cancellationToken);
        if (model.DaysAgo <= 0)
        {
            return;
        }

        var activity = await db.Set<Activity>().SingleAsync(activity => activity.ProjectId == project.Id && activity.Title == model.Title, cancellationToken);
        SubmissionsStep.Demand(step, (await days.On<ReportActivityHandler>(0).Handle(
            new ReportActivity(project.Slug, activity.Id, activity.Version, 1, model.People, model.SocialWorkers, model.Volunteers), cancellationToken)).Failure);
        await days.SaveAsync(model.DaysAgo - 1, cancellationToken);
    }

    private async Task ReportAsync(RecipeStep step, Project project, RunningModel model, CancellationToken cancellationToken)
    {
        foreach (var (text, due) in (model.Reports ?? []).Zip(ProgressReport.DueDays(project)))
        {
            var ago = Math.Max(0, days.DaysSince(time.Utc(due.DueOn)));
            SubmissionsStep.Demand(step, (await days.On<HandInReportHandler>(ago).Handle(new HandInReport(project.Slug, due.Number, text), cancellationToken)).Failure);
            await days.SaveAsync(ago, cancellationToken);
        }
    }

    private async Task VisitAsync(RecipeStep step, Project project, VisitModel model, CancellationToken cancellationToken)
    {
        var visitor = await AccountAsync(step, model.VisitedBy, cancellationToken);
        var visit = new RecordVisit
        {
            Slug = project.Slug, Id = Guid.CreateVersion7(days.At(model.DaysAgo)), VisitedOn = time.Today.AddDays(-model.DaysAgo), Summary = model.Summary, VisitorName = visitor.Name,
            RepresentativeName = model.Representative,
            Findings = model.Finding is { } text ? [new TypedFinding { Text = text, DueOn = time.Today.AddDays(model.FindingDueAfter) }] : [],
        };
        SubmissionsStep.Demand(step, (await days.On<RecordVisitHandler>(model.DaysAgo).Handle(visit, cancellationToken)).Failure);
        await days.On<DutyCheck>(model.DaysAgo).RecordAsync(project.Id, visitor.Id, Duty.Monitor, cancellationToken);
        await days.SaveAsync(model.DaysAgo, cancellationToken);
    }

    private async Task<UserSummary> AccountAsync(RecipeStep step, string email, CancellationToken cancellationToken) =>
        await users.FindByEmailAsync(email, cancellationToken) ?? throw step.Error($"there is no account {email}");

    private async Task MoveAsync<T>(RecipeStep step, WorkflowDefinition<T> table, T instance, string trigger, CancellationToken cancellationToken) where T : WorkflowInstance =>
        SubmissionsStep.Demand(step, (await door.FireAsync(table, instance, trigger, expectedVersion: null, note: null, cancellationToken)).Failure);
}
