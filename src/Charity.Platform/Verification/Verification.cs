using System.Runtime.CompilerServices;
using Charity.Platform.Data;

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

/// <summary>What one check has found; nothing when all is well.</summary>
public sealed record VerifiedCheck(string Name, IReadOnlyList<Finding> Findings);

/// <summary>Runs every check of every module on one snapshot of the database: what is booked meanwhile is in none of them.</summary>
public sealed class SiteVerification(IEnumerable<IVerification> verifications, CharityDbContext db)
{
    public async IAsyncEnumerable<VerifiedCheck> RunAsync(ReportProgress progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var snapshot = await ReadSnapshot.OpenAsync(db, cancellationToken);
        foreach (var verification in verifications)
        {
            var findings = new List<Finding>();
            await foreach (var finding in verification.VerifyAsync(progress, cancellationToken))
            {
                findings.Add(finding);
            }

            yield return new VerifiedCheck(verification.Name, findings);
        }
    }
}
