using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Forms;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Calls;

/// <summary>An edit of a call by its office.</summary>
internal interface IEditCall
{
    string Slug { get; }

    /// <summary>The revision the editor looked at.</summary>
    int Revision { get; }

    /// <summary>What is published of the change once applicants rely on the call.</summary>
    TypedText Amendment { get; }
}

/// <summary>What every edit of a call does around its own change: load, compare the revision, ask for the amendment's words, keep the clock's times, count.</summary>
internal sealed class CallDesk(CharityDbContext db, SiteTime time, TimeProvider clock)
{
    private const int LongestAmendment = 2_000;

    public Task<Call?> FindAsync(string slug, CancellationToken cancellationToken) => db.Set<Call>().AsSplitQuery()
        .Include(call => call.Forms)
        .Include(call => call.Amendments.OrderByDescending(amendment => amendment.PublishedUtc))
        .SingleOrDefaultAsync(call => call.Slug == slug, cancellationToken);

    public async Task<Result<T>> ShowAsync<T>(string slug, Func<Call, T> show, CancellationToken cancellationToken) =>
        await FindAsync(slug, cancellationToken) is { } call ? show(call) : CallFailures.Unknown;

    /// <summary>One step of building the form: it needs no published words, because it waits for its publication while applicants use the form.</summary>
    public async Task<Result> BuildFormAsync(string slug, int revision, Func<Call, Result<FormDefinition>> change, CancellationToken cancellationToken)
    {
        var found = await FindToEditAsync(slug, revision, cancellationToken);
        if (found.Failure is { } refusal)
        {
            return refusal;
        }

        var changed = change(found.Value);
        if (changed.Failure is { } failure)
        {
            return failure;
        }

        found.Value.Ask(changed.Value);
        found.Value.CountEdit();
        return Result.Ok;
    }

    /// <summary>The call as an editor looked at it, or why it is not edited.</summary>
    public async Task<Result<Call>> FindToEditAsync(string slug, int revision, CancellationToken cancellationToken) => await FindAsync(slug, cancellationToken) switch
    {
        null => CallFailures.Unknown,
        { IsOver: true } => Failure.Conflict("call_over", "This call is over; it stays as it was."),
        var call when call.Revision != revision => CallFailures.ChangedMeanwhile,
        var call => call,
    };

    /// <param name="change">Answers with the reason when it cannot be done.</param>
    public async Task<Result> EditAsync(IEditCall edit, Func<Call, Failure?> change, CancellationToken cancellationToken)
    {
        var found = await FindToEditAsync(edit.Slug, edit.Revision, cancellationToken);
        if (found.Failure is { } refusal)
        {
            return refusal;
        }

        var call = found.Value;
        var words = edit.Amendment.ToText(keepLines: true);
        if (call.IsFrozen && words is null)
        {
            return Failure.Field("Amendment.Zh", "amendment_missing", "Applicants rely on this call. Say in Chinese what changes and why; it is published on the call's page.");
        }

        if (words is { Zh.Length: > LongestAmendment } or { En.Length: > LongestAmendment })
        {
            return Failure.Field("Amendment.Zh", "text_too_long", "Please use at most {0} characters.", LongestAmendment);
        }

        if (change(call) is { } failure)
        {
            return failure;
        }

        if (call.IsFrozen && CallRules.Lost(call).ToList() is { Count: > 0 } lost)
        {
            return Failure.Invalid("announced_call_incomplete", "Applicants rely on this call; it must stay complete. Put back what is missing.") with { Fields = lost };
        }

        if (call.IsFrozen)
        {
            call.Amend(words!, clock.GetUtcNow());
        }

        call.CountEdit();
        return Result.Ok;
    }

    /// <summary>Replaces the design and what follows from it.</summary>
    public void Redesign(Call call, LocalizedText title, CallDesign design)
    {
        var days = design.Timetable;
        call.Describe(title, design, days.OpensOn is { } first ? time.Utc(first) : null, days.ClosesOn is { } last ? time.Utc(last.AddDays(1)) : null);
    }
}

internal static class CallFailures
{
    public static Failure Unknown => Failure.NotFound("call_unknown", "There is no such call.");

    public static Failure ChangedMeanwhile => Failure.Conflict("changed_meanwhile", "Somebody else changed this at the same moment. Look at the new state, then try again.");
}
