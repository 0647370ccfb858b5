using Charity.Platform.Text;

namespace Charity.Ventures.Contracts;

/// <summary>How far a project has come, as the yearly reports count it.</summary>
public enum ProjectStanding
{
    /// <summary>未启动: awarded, and not begun.</summary>
    NotStarted,

    /// <summary>实施中.</summary>
    Running,

    /// <summary>已完成.</summary>
    Done,

    /// <summary>已终止.</summary>
    Stopped,
}

/// <summary>A project with what was awarded to it.</summary>
/// <param name="Year">The year it counts for.</param>
/// <param name="Programme">The call it came from.</param>
/// <param name="AreaCode">Where it works first; null when it says nowhere.</param>
/// <param name="FundSlug">The fund that gives most of it; null for public money.</param>
/// <param name="AwardedMinor">Of a terminated project too; what it did not get stays visible.</param>
public sealed record TrackedProject(
    Guid Id, string Slug, LocalizedText Title, int Year, LocalizedText Programme, string? AreaCode, string? FundSlug, ProjectStanding Standing, string Currency, long AwardedMinor);

/// <summary>An instalment that is not paid, with one reason why.</summary>
/// <param name="Reason">English words, the key of their translation.</param>
/// <param name="WaitsWith">English words, the key of their translation.</param>
/// <param name="Until">The day before which nothing is expected of anybody; null when somebody has to do something now.</param>
public sealed record UnpaidInstalment(
    Guid Id, string ProjectSlug, LocalizedText ProjectTitle, LocalizedText Name, long AmountMinor, string Currency, string Reason, string WaitsWith, DateTime SinceUtc, DateOnly? Until);

/// <summary>Projects for whoever keeps account of what is paid and what is not. Projects of imported lists are left out: their money is in no book.</summary>
public interface IProjectTracking
{
    Task<IReadOnlyList<TrackedProject>> AllAsync(CancellationToken cancellationToken);

    /// <summary>What waits to fall due or to be asked for. What has been asked for is known to whoever pays.</summary>
    Task<IReadOnlyList<UnpaidInstalment>> UnpaidAsync(CancellationToken cancellationToken);
}
