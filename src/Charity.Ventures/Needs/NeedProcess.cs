using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Needs;

/// <summary>How a need lives: written by the community, checked by the office, public until it is met or closed.</summary>
internal static class NeedProcess
{
    public const string Draft = nameof(Draft);
    public const string Submitted = nameof(Submitted);
    public const string Published = nameof(Published);
    public const string Met = nameof(Met);
    public const string Closed = nameof(Closed);
    public const string Withdrawn = nameof(Withdrawn);

    public const string Submit = "submit";
    public const string TakeBack = "take-back";
    public const string Return = "return";
    public const string Publish = "publish";
    public const string Meet = "meet";
    public const string Close = "close";
    public const string Withdraw = "withdraw";

    private static readonly TimeSpan TimeToCheck = TimeSpan.FromDays(7);

    public static readonly WorkflowDefinition<Need> Table = new WorkflowDefinition<Need>("need")
        .State(Draft, new StateWords("Draft", "Draft", null, "Complete it, add the evidence, then send it to the office."))
        .State(Submitted, new StateWords("Waiting for the check", "The office is checking it", null, "The office looks whether it is understandable and names nobody, and answers within a week."), deadline: TimeToCheck)
        .State(Published, new StateWords("Published", "Published", "Help is looked for", "Organisations see it and can answer it in a call."))
        .State(Met, new StateWords("Met", "Met", "Met", "How it was met stands on its page."), isFinal: true)
        .State(Closed, new StateWords("Closed", "Closed", "Closed", "The reason stands on its page."), isFinal: true)
        .State(Withdrawn, new StateWords("Withdrawn", "Withdrawn", null, "It is not public any more."), isFinal: true)
        .OwnersMove(Draft, Submit, Submitted, OnlyWhoLooksAfterTheArea, "Send it to the office", NeedMustBeComplete, CallMustTakeNeeds)
        .OwnersMove(Draft, Withdraw, Withdrawn, OnlyWhoLooksAfterTheArea, "Withdraw it")
        .OwnersMove(Submitted, TakeBack, Draft, OnlyWhoLooksAfterTheArea, "Take it back to change it")
        .Move(Submitted, Publish, Published, Permissions.CheckNeeds, "Publish it", CheckerMustNotHavePosted)
        .Move(Submitted, Return, Draft, Permissions.CheckNeeds, "Return with a reason")
        .OwnersMove(Published, Meet, Met, OnlyTheCommunityOrTheOffice, "It is met")
        .OwnersMove(Published, Close, Closed, OnlyTheCommunityOrTheOffice, "Close it")
        .OwnersMove(Published, Withdraw, Withdrawn, OnlyWhoLooksAfterTheArea, "Withdraw it");

    /// <summary>What must be there before the office looks at it; the field is the form's.</summary>
    public static IEnumerable<FieldFailure> Missing(Need need)
    {
        if (need.Who is null)
        {
            yield return new FieldFailure("Who.Zh", "who_missing", "It does not say whom it is about.");
        }

        if (need.People is null)
        {
            yield return new FieldFailure("People", "people_missing", "It does not say roughly how many people it is about.");
        }

        if (need.Lacking is null)
        {
            yield return new FieldFailure("Lacking.Zh", "lacking_missing", "It does not say what is lacking.");
        }

        if (need.Evidence is null)
        {
            yield return new FieldFailure("Evidence.Zh", "evidence_missing", "It does not say how you know: a survey, visits, figures.");
        }

        if (need.Help is null)
        {
            yield return new FieldFailure("Help.Zh", "help_missing", "It does not say what would help.");
        }
    }

    private static async Task<Failure?> OnlyWhoLooksAfterTheArea(Need need, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<AreaCare>().LooksAfterAsync(need.AreaCode, cancellationToken) ? null : AreaFailures.InOthersCare;

    private static async Task<Failure?> OnlyTheCommunityOrTheOffice(Need need, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<IPermissionService>().HasAsync(Permissions.CheckNeeds, cancellationToken) ? null : await OnlyWhoLooksAfterTheArea(need, services, cancellationToken);

    private static Task<Failure?> NeedMustBeComplete(Need need, IServiceProvider services, CancellationToken cancellationToken)
    {
        var missing = Missing(need).ToList();
        return Task.FromResult(missing.Count == 0 ? null : Failure.Invalid("need_incomplete", "The need cannot be sent yet. Still missing: {0}.", missing.Count) with { Fields = missing });
    }

    private static async Task<Failure?> CallMustTakeNeeds(Need need, IServiceProvider services, CancellationToken cancellationToken) =>
        need.CallId is not { } id || await services.GetRequiredService<NeedDesk>().CollectingCalls().AnyAsync(call => call.Id == id, cancellationToken)
            ? null
            : Failure.Conflict("call_takes_no_needs", "The call that it was written for collects no needs any more. Choose another one, or none.");

    /// <summary>Nobody publishes their own words.</summary>
    private static Task<Failure?> CheckerMustNotHavePosted(Need need, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        services.GetRequiredService<ICurrentUser>() is { IsSystem: false } user && user.Id == need.PostedById
            ? Failure.Forbidden("own_need", "You wrote this need yourself, so a colleague has to check it.")
            : null);
}
