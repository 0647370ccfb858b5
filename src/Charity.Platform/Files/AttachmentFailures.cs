using Charity.Platform.Requests;

namespace Charity.Platform.Files;

/// <summary>What every module says alike of a file that cannot be handed out, whether it is gone, never was, or is somebody else's.</summary>
public static class AttachmentFailures
{
    public static Failure Gone => Failure.NotFound("file_unknown", "This file is not there any more.");
}
