using Charity.Platform.Security;

namespace Charity.Ventures;

internal sealed class Permissions : IPermissionProvider
{
    public const string ManageCalls = nameof(ManageCalls);
    public const string ScreenSubmissions = nameof(ScreenSubmissions);
    public const string ReadSubmissions = nameof(ReadSubmissions);
    public const string AdviseSubmissions = nameof(AdviseSubmissions);
    public const string ManageProjects = nameof(ManageProjects);

    /// <summary>Signs for the bureau; only with a second factor.</summary>
    public const string SignAgreements = nameof(SignAgreements);
    public const string PostNeeds = nameof(PostNeeds);
    public const string CheckNeeds = nameof(CheckNeeds);
    public const string CheckWishes = nameof(CheckWishes);
    public const string ViewNeeds = nameof(ViewNeeds);
    public const string ManageReviewers = nameof(ManageReviewers);
    public const string DecideSubmissions = nameof(DecideSubmissions);

    /// <summary>Signs the minutes of a decision; only with a second factor.</summary>
    public const string SignMinutes = nameof(SignMinutes);

    /// <summary>Examines objections, and knows who raised one under protection.</summary>
    public const string HandleObjections = nameof(HandleObjections);

    IReadOnlyList<Permission> IPermissionProvider.Permissions { get; } =
    [
        new(ManageCalls, "Plan and run calls for venture projects"),
        new(ScreenSubmissions, "Check submissions, return, admit or refuse them"),
        new(ReadSubmissions, "Read what was handed in", [ScreenSubmissions, AdviseSubmissions]),
        new(AdviseSubmissions, "Give advice on submissions before they are reviewed"),
        new(ManageProjects, "Look after running venture projects", [ManageCalls]),
        new(SignAgreements, "Sign agreements for the bureau", [ManageProjects], NeedsSecondFactor: true),
        new(PostNeeds, "Post needs and wishes of the communities in one's care"),
        new(CheckNeeds, "Check and publish every community's needs and wishes"),
        new(CheckWishes, "Check colleagues' wishes of the communities in one's care", [CheckNeeds]),
        new(ViewNeeds, "See needs and wishes before they are published", [PostNeeds, CheckWishes, CheckNeeds]),
        new(ManageReviewers, "Keep the pool of reviewers, assign submissions and rank them"),
        new(DecideSubmissions, "Decide about submissions and publish the decisions", [ManageCalls]),
        new(SignMinutes, "Sign the minutes of decisions", [DecideSubmissions], NeedsSecondFactor: true),
        new(HandleObjections, "Examine objections and publish the answers", [ManageCalls]),
    ];
}
