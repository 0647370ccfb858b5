using Charity.Platform.Requests;

namespace Charity.Funds.Motions;

/// <summary>Whether the papers of a motion may still change: until its vote is recorded. Holds the motion's lock, so that they do not change beside the vote.</summary>
internal sealed class MotionPapers(MotionDesk desk)
{
    public async Task<Failure?> WhyNotAsync(string slug, Guid id, CancellationToken cancellationToken)
    {
        var motion = await desk.TakeAsync(slug, id, cancellationToken);
        return motion.Failure ?? (motion.Value.State is MotionProcess.Draft or MotionProcess.Open ? null : Failure.Conflict("motion_decided", "The motion is decided; its papers stay as they are."));
    }
}
