using System.Security.Cryptography;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Activities;

/// <summary>What every change of an activity does around its own: take the project, find the activity, keep the project's sums.</summary>
internal sealed class ActivityDesk(CharityDbContext db, ProjectDesk projects, IWorkflowDoor door)
{
    /// <summary>Photographs: of the purpose <see cref="PublicPhoto"/> when everybody on them has agreed.</summary>
    public const string PublicPhoto = "photo-with-consent";
    public const string PrivatePhoto = "photo";
    public const string Voucher = "voucher";
    private const string Letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    public static AttachmentOwner PhotosOf(Guid activityId) => new("activity", activityId);

    public static AttachmentOwner VoucherOf(Guid expenseId) => new("expense", expenseId);

    /// <summary>128 random bits for an address.</summary>
    public static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>60 random bits that people can type: no 0, O, 1, I or L.</summary>
    public static string NewCode() => RandomNumberGenerator.GetString(Letters, 12);

    /// <summary>The project and one of its activities, both to be changed, or why not.</summary>
    public async Task<Result<(Project Project, Activity Activity)>> TakeAsync(string slug, Guid id, CancellationToken cancellationToken)
    {
        var taken = await projects.TakeAsync(slug, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        return !taken.Value.IsUnderWay ? ActivityFailures.NotUnderWay
            : await db.Set<Activity>().Include(activity => activity.Volunteers).SingleOrDefaultAsync(activity => activity.Id == id && activity.ProjectId == taken.Value.Id, cancellationToken) is { } activity
                ? (taken.Value, activity)
            : ActivityFailures.Unknown;
    }

    /// <summary>Moves the activity and keeps the project's sums: what counted before is taken out, what counts now is put in.</summary>
    public async Task<Result> MoveAsync(Project project, Activity activity, string trigger, int? expectedVersion, string? note, Action change, CancellationToken cancellationToken)
    {
        var before = activity.Counts ? activity.Sum() : new ProjectFigures();
        if ((await door.FireAsync(ActivityProcess.Table, activity, trigger, expectedVersion, note, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        change();
        project.Count((activity.Counts ? activity.Sum() : new ProjectFigures()).Minus(before));
        return Result.Ok;
    }
}

internal static class ActivityFailures
{
    public static Failure Unknown => Failure.NotFound("activity_unknown", "There is no such activity.");

    public static Failure NotUnderWay => Failure.Conflict("project_not_under_way", "The project is not under way: activities are entered from its first day until it is closed.");

    public static Failure Counted => Failure.Conflict("activity_counted", "It counts already. Open it again before you change it.");
}
