using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Duties;
using Charity.Ventures.Projects;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Monitoring;

internal sealed record TypedFinding
{
    public string? Text { get; init; }
    public DateOnly? DueOn { get; init; }
}

/// <summary>Sends a visit with its findings. It may have waited on a telephone without a network: sent twice it is kept once.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record RecordVisit : ICommand
{
    public string Slug { get; init; } = string.Empty;

    /// <summary>Made by the form.</summary>
    public Guid Id { get; init; }
    public DateOnly? VisitedOn { get; init; }

    /// <summary>In the order of the checklist. A list and not a read-only one, as the others here: an empty one of those is an array, which form posts do not fill.</summary>
    public List<VisitAnswer> Answers { get; init; } = [];
    public List<string?> Remarks { get; init; } = [];
    public string? Summary { get; init; }
    public string? VisitorName { get; init; }
    public string? RepresentativeName { get; init; }
    public List<TypedFinding> Findings { get; init; } = [];
}

internal sealed class RecordVisitValidator : AbstractValidator<RecordVisit>
{
    public RecordVisitValidator()
    {
        RuleFor(visit => visit.VisitedOn).NotNull().Says("day_missing", "Please choose the day.");
        RuleFor(visit => visit.Summary).Must(text => PlainText.Clean(text).Length > 0).Says("summary_of_visit_missing", "Please write what you saw.")
            .MaximumLength(4000).Says("text_too_long", "Please use at most {0} characters.", 4000);
        RuleFor(visit => visit.VisitorName).Must(name => PlainText.Clean(name).Length > 0).Says("signature_missing", "Both sides sign with their name.")
            .MaximumLength(50).Says("text_too_long", "Please use at most {0} characters.", 50);
        RuleFor(visit => visit.RepresentativeName).Must(name => PlainText.Clean(name).Length > 0).Says("signature_missing", "Both sides sign with their name.")
            .MaximumLength(50).Says("text_too_long", "Please use at most {0} characters.", 50);
        RuleForEach(visit => visit.Remarks).MaximumLength(300).Says("text_too_long", "Please use at most {0} characters.", 300);
        RuleForEach(visit => visit.Findings).ChildRules(finding =>
        {
            finding.RuleFor(f => f.Text).MaximumLength(500).Says("text_too_long", "Please use at most {0} characters.", 500);
            finding.RuleFor(f => f.DueOn).Must((f, day) => string.IsNullOrWhiteSpace(f.Text) || day is not null).Says("finding_day_missing", "Say by which day it is to be mended.");
        });
    }
}

internal sealed class RecordVisitHandler(CharityDbContext db, ProjectDesk projects, DutyCheck duties, ProjectMails mails, ISettingsStore settings, SiteTime time, TimeProvider clock)
    : IRequestHandler<RecordVisit, Result>
{
    private const int MostFindings = 20;

    public async Task<Result> Handle(RecordVisit request, CancellationToken cancellationToken)
    {
        var taken = await projects.TakeAsync(request.Slug, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var project = taken.Value;
        if (await db.Set<SiteVisit>().AnyAsync(visit => visit.Id == request.Id && visit.ProjectId == project.Id, cancellationToken))
        {
            return Result.Ok;
        }

        if (project.IsOver)
        {
            return ProjectFailures.Over;
        }

        if (await duties.RefusalAsync(project, Duty.Monitor, Permissions.ManageProjects, cancellationToken) is { } partial)
        {
            return partial;
        }

        if (request.VisitedOn > time.Today || request.Id == Guid.Empty)
        {
            return Failure.Field(nameof(request.VisitedOn), "visit_ahead", "The visit has not taken place yet.");
        }

        var now = clock.GetUtcNow();
        var questions = (await settings.GetAsync<MonitoringRules>(cancellationToken)).Checklist;
        db.Add(SiteVisit.Of(
            request.Id, project.Id, request.VisitedOn!.Value,
            [.. questions.Select((question, index) => new CheckedItem(question, request.Answers.ElementAtOrDefault(index), PlainText.Clean(request.Remarks.ElementAtOrDefault(index)) is { Length: > 0 } remark ? remark : null))],
            PlainText.Clean(request.Summary, keepLines: true), PlainText.Clean(request.VisitorName), PlainText.Clean(request.RepresentativeName), now.UtcDateTime));
        var findings = request.Findings.Where(finding => PlainText.Clean(finding.Text).Length > 0).Take(MostFindings).ToList();
        findings.ForEach(finding => db.Add(Finding.Of(project.Id, request.Id, PlainText.Clean(finding.Text), finding.DueOn!.Value, now)));
        await duties.RecordMineAsync(project.Id, Duty.Monitor, cancellationToken);
        await projects.SettleAsync(project, cancellationToken);
        if (findings.Count > 0)
        {
            await mails.ToColleaguesAsync(
                project, $"visit:{request.Id:N}", role => role != OrganisationRole.Finance, T => T["Something is to be mended in {0}", project.Title],
                T => [T["A visit found something that is to be mended. Until then the next instalment waits:"]], "/visits", cancellationToken);
        }

        return Result.Ok;
    }
}
