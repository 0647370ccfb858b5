using System.Security.Cryptography;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Users.Contracts;
using Charity.Ventures.Decisions;
using Charity.Ventures.Submissions;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Defences;

/// <summary>Lays out a day for the submissions that are to be defended and have no time yet.</summary>
[Requires(Permissions.DecideSubmissions)]
internal sealed record PlanDefence : ICommand
{
    public string Slug { get; init; } = string.Empty;
    public DateOnly? Day { get; init; }
    public TimeOnly? StartsAt { get; init; }
    public int SlotMinutes { get; init; } = 15;

    /// <summary>A break after so many; 0 without breaks.</summary>
    public int BreakEvery { get; init; } = 6;
    public int BreakMinutes { get; init; } = 15;

    /// <summary>How many on this day; the others get another one.</summary>
    public int Most { get; init; } = 24;
    public string? Place { get; init; }
    public string? Link { get; init; }

    /// <summary>What applicants bring along.</summary>
    public string? Bring { get; init; }
    public DefenceOrder Order { get; init; }

    /// <summary>E-mail addresses of the jurors' accounts, one a line.</summary>
    public string? Jurors { get; init; }

    public IReadOnlyList<string> JurorEmails => [.. (Jurors ?? string.Empty).Split(['\n', ',', ';', ' ', '，', '；', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];
}

internal sealed class PlanDefenceValidator : AbstractValidator<PlanDefence>
{
    public PlanDefenceValidator()
    {
        RuleFor(plan => plan.Day).NotNull().Says("defence_day_missing", "Say on which day.");
        RuleFor(plan => plan.StartsAt).NotNull().Says("defence_start_missing", "Say when it begins.");
        RuleFor(plan => plan.SlotMinutes).InclusiveBetween(5, 120).Says("number_out_of_range", "Please type a number from {0} to {1}.", 5, 120);
        RuleFor(plan => plan.BreakEvery).InclusiveBetween(0, 50).Says("number_out_of_range", "Please type a number from {0} to {1}.", 0, 50);
        RuleFor(plan => plan.BreakMinutes).InclusiveBetween(0, 180).Says("number_out_of_range", "Please type a number from {0} to {1}.", 0, 180);
        RuleFor(plan => plan.Most).InclusiveBetween(1, 100).Says("number_out_of_range", "Please type a number from {0} to {1}.", 1, 100);
        RuleFor(plan => plan.Place).Must(place => PlainText.Clean(place).Length > 0).Says("defence_place_missing", "Say where.")
            .MaximumLength(DefenceDay.PlaceLength).Says("text_too_long", "Please use at most {0} characters.", DefenceDay.PlaceLength);
        RuleFor(plan => plan.Link).Must(link => string.IsNullOrWhiteSpace(link) || (Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && link.Length <= DefenceDay.LinkLength))
            .Says("defence_link_wrong", "The link must begin with https://.");
        RuleFor(plan => plan.Bring).MaximumLength(DefenceDay.BringLength).Says("text_too_long", "Please use at most {0} characters.", DefenceDay.BringLength);
        RuleFor(plan => plan.Jurors).Must((plan, _) => plan.JurorEmails.Count is > 0 and <= 30).Says("jurors_missing", "Name the jurors by the e-mail addresses of their accounts, at most {0}.", 30);
    }
}

internal sealed class PlanDefenceHandler(CharityDbContext db, DefenceDesk desk, IUserDirectory users, SiteTime time, TimeProvider clock) : IRequestHandler<PlanDefence, Result>
{
    public async Task<Result> Handle(PlanDefence request, CancellationToken cancellationToken)
    {
        var found = await desk.CallAsync(request.Slug, cancellationToken);
        if (found.Failure is { } failure)
        {
            return failure;
        }

        if (request.Day < time.Today)
        {
            return Failure.Field("Day", "defence_day_past", "This day is over.");
        }

        var jurors = new List<(Guid UserId, string Name)>();
        foreach (var email in request.JurorEmails)
        {
            if (await users.FindByEmailAsync(email, cancellationToken) is not { } juror)
            {
                return Failure.Field("Jurors", "juror_unknown", "Nobody has an account with the address {0}.", email);
            }

            jurors.Add((juror.Id, juror.Name));
        }

        // Two officers who lay out days at once give every submission one time, not two.
        var call = found.Value;
        await db.LockAsync(SelectionDesk.LockOf(call.Id), cancellationToken);
        var waiting = await db.Set<Submission>()
            .Where(submission => submission.CallId == call.Id && submission.State == SubmissionProcess.Shortlisted && !db.Set<DefenceSlot>().Any(slot => slot.SubmissionId == submission.Id))
            .OrderBy(submission => submission.Number)
            .Select(submission => submission.Id)
            .ToListAsync(cancellationToken);
        if (waiting.Count == 0)
        {
            return Failure.Conflict("nobody_to_defend", "Every submission that is to be defended has its time.");
        }

        db.Add(DefenceDay.Plan(call.Id, PlanOf(request), InOrder(request, waiting, out var seed), jurors, clock.GetUtcNow(), seed));
        return Result.Ok;
    }

    private static List<Guid> InOrder(PlanDefence request, List<Guid> waiting, out int seed)
    {
        seed = RandomNumberGenerator.GetInt32(1, 1_000_000);
        return [.. (request.Order == DefenceOrder.Random ? DefenceDay.Shuffle(waiting, seed) : waiting).Take(request.Most)];
    }

    private DayPlan PlanOf(PlanDefence request) => new(
        request.Day!.Value, time.Utc(request.Day.Value) + request.StartsAt!.Value.ToTimeSpan(), request.SlotMinutes, request.BreakEvery, request.BreakMinutes, PlainText.Clean(request.Place),
        string.IsNullOrWhiteSpace(request.Link) ? null : request.Link.Trim(), request.Order)
    {
        Bring = PlainText.Clean(request.Bring, keepLines: true) is { Length: > 0 } bring ? bring : null,
    };
}
