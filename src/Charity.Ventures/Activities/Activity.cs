using Charity.Platform.Audit;
using Charity.Platform.Workflow;
using Charity.Ventures.Projects;

namespace Charity.Ventures.Activities;

/// <summary>What an activity was, in the organisation's words.</summary>
/// <param name="StartsUtc">Its beginning; sign-in by QR opens an hour before.</param>
internal sealed record ActivityPlan(string Title, string Place, string? Text, DateTime StartsUtc, DateTime EndsUtc);

/// <summary>What came of it.</summary>
/// <param name="Sessions">How many it counts for: a series of three afternoons may be entered once.</param>
/// <param name="People">People served, each time counted.</param>
internal sealed record ActivityFigures(int Sessions = 0, int People = 0, int SocialWorkers = 0, int Volunteers = 0);

/// <summary>Something a project does for people (活动). Counts for its project while it is held. Its state moves by <see cref="ActivityProcess"/>.</summary>
[Audited]
internal sealed class Activity : WorkflowInstance
{
    public const int TitleLength = 100;
    public const int TextLength = 4_000;

    /// <summary>Only so long before the beginning and after the end somebody signs in: who is there.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromHours(1);
    private static readonly TimeSpan Late = TimeSpan.FromHours(2);
    private readonly List<VolunteerHours> _volunteers = [];

    private Activity()
    {
    }

    public Guid ProjectId { get; private init; }
    public string Title { get; private set; } = string.Empty;
    public string Place { get; private set; } = string.Empty;
    public string? Text { get; private set; }
    public DateTime StartsUtc { get; private set; }
    public DateTime EndsUtc { get; private set; }
    public ActivityFigures Figures { get; private set; } = new();

    /// <summary>The unguessable part of the sign-in's address.</summary>
    [NotAudited]
    public string SignInKey { get; private init; } = string.Empty;

    /// <summary>How many have signed in.</summary>
    public int SignedIn { get; private set; }

    /// <summary>Why the bureau gave it back; null when it did not.</summary>
    public string? ReturnReason { get; private set; }
    public int Revision { get; private set; }
    public IReadOnlyList<VolunteerHours> Volunteers => _volunteers;
    public bool Counts => State is ActivityProcess.Held or ActivityProcess.Confirmed;

    public static Activity Plan(Guid projectId, ActivityPlan plan, string signInKey, DateTimeOffset now)
    {
        var activity = new Activity { Id = Guid.CreateVersion7(now), ProjectId = projectId, SignInKey = signInKey };
        activity.Describe(plan);
        activity.BeginIn(ActivityProcess.Planned);
        return activity;
    }

    public void Describe(ActivityPlan plan)
    {
        if (plan.EndsUtc <= plan.StartsUtc)
        {
            throw new ArgumentException("An activity ends after it begins.", nameof(plan));
        }

        (Title, Place, Text, StartsUtc, EndsUtc) = (plan.Title, plan.Place, plan.Text, plan.StartsUtc, plan.EndsUtc);
        Revision++;
    }

    public void Report(ActivityFigures figures) => (Figures, ReturnReason) = (figures, null);

    public void GiveBack(string reason) => ReturnReason = reason;

    public bool TakesSignIns(DateTime nowUtc) => State == ActivityProcess.Planned && nowUtc >= StartsUtc - Early && nowUtc <= EndsUtc + Late;

    public void CountSignIn() => SignedIn++;

    public void Add(VolunteerHours volunteer) => _volunteers.Add(volunteer);

    public bool Remove(Guid volunteerId) => _volunteers.RemoveAll(volunteer => volunteer.Id == volunteerId) > 0;

    /// <summary>What it adds to its project's sums while it counts.</summary>
    public ProjectFigures Sum() => new(Figures.Sessions, Figures.People, Figures.SocialWorkers, Figures.Volunteers, Volunteers.Sum(volunteer => volunteer.Minutes));
}

/// <summary>The hours somebody gave; whoever has the code can look up that they were given.</summary>
[Audited]
internal sealed class VolunteerHours
{
    private VolunteerHours()
    {
    }

    public Guid Id { get; private init; }
    public Guid ActivityId { get; private init; }

    /// <summary>Encrypted at rest, masked for everybody but the organisation.</summary>
    [NotAudited]
    public string Name { get; private init; } = string.Empty;
    public int Minutes { get; private init; }

    /// <summary>Stands on the certificate.</summary>
    public string Code { get; private init; } = string.Empty;

    public static VolunteerHours Of(Guid activityId, string name, int minutes, string code, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), ActivityId = activityId, Name = name, Minutes = minutes, Code = code };
}

/// <summary>Somebody who was there, by the code at the door: no account, no telephone number, and once.</summary>
internal sealed class SignIn
{
    private SignIn()
    {
    }

    public Guid Id { get; private init; }
    public Guid ActivityId { get; private init; }

    /// <summary>Encrypted at rest; empty when nothing was typed.</summary>
    public string Name { get; private init; } = string.Empty;

    /// <summary>Of the device's cookie: one device signs in once.</summary>
    public byte[] DeviceFingerprint { get; private init; } = [];

    /// <summary>Of name and last digits of the telephone: one person signs in once, whatever the device.</summary>
    public byte[] PersonFingerprint { get; private init; } = [];
    public DateTime AtUtc { get; private init; }

    public static SignIn Of(Guid activityId, string name, byte[] device, byte[] person, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), ActivityId = activityId, Name = name, DeviceFingerprint = device, PersonFingerprint = person, AtUtc = now.UtcDateTime };
}

/// <summary>Money the project has spent, with its voucher.</summary>
[Audited]
internal sealed class Expense
{
    private Expense()
    {
    }

    public Guid Id { get; private init; }
    public Guid ProjectId { get; private init; }

    /// <summary>A head of the project's budget.</summary>
    public string Head { get; private init; } = string.Empty;
    public string What { get; private init; } = string.Empty;
    public DateOnly Day { get; private init; }
    public long AmountMinor { get; private init; }

    /// <summary>Taken out again; stays in the list and does not count.</summary>
    public bool IsVoid { get; private set; }

    public static Expense Of(Guid id, Guid projectId, string head, string what, DateOnly day, long amountMinor) =>
        new() { Id = id, ProjectId = projectId, Head = head, What = what, Day = day, AmountMinor = amountMinor };

    public void MakeVoid() => IsVoid = true;
}
