using System.Runtime.CompilerServices;
using Charity.Platform.Verification;

namespace Charity.Ledger.Verifying;

/// <summary>One check of the ledger as a part of <c>verify</c>.</summary>
internal sealed class LedgerVerification<TCheck>(LedgerAudit audit) : IVerification where TCheck : IJournalCheck, new()
{
    public string Name { get; } = new TCheck().Name;

    public async IAsyncEnumerable<Finding> VerifyAsync(ReportProgress progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var finding in await audit.FindingsAsync<TCheck>(progress, cancellationToken))
        {
            yield return finding;
        }
    }
}
