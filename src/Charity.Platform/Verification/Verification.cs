namespace Charity.Platform.Verification;

/// <summary>One thing that should hold and does not: which rule, which row, what was expected and found.</summary>
public sealed record Finding(string Rule, string Where, string Expected, string Found);

/// <summary>Progress of long work, told to whoever waits.</summary>
public delegate void ReportProgress(string what, long done, long? total);

/// <summary>A module's part of <c>verify</c>. Reads only; names the first wrong row of each rule.</summary>
public interface IVerification
{
    /// <summary>What is checked, in English, the key of its translation.</summary>
    string Name { get; }

    IAsyncEnumerable<Finding> VerifyAsync(ReportProgress progress, CancellationToken cancellationToken);
}
