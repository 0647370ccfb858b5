using Charity.Platform.Requests;
using Charity.Ventures.Submissions;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Decisions;

/// <summary>
/// What is being published in the current scope. The submission's table moves one to the defence, on notice, to the reserve or out only
/// within such an act: nobody does it to a single submission behind the board's back.
/// </summary>
internal sealed class DecisionAct
{
    private readonly HashSet<Guid> _submissions = [];

    public void Covers(Guid submissionId) => _submissions.Add(submissionId);

    public static Task<Failure?> MustBeDecidedOnTheBoard(Submission submission, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        services.GetRequiredService<DecisionAct>()._submissions.Contains(submission.Id)
            ? null
            : Failure.Conflict("decided_on_the_board", "This is decided on the call's board and published for all submissions in one act."));
}
