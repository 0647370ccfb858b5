using Charity.Ledger.Contracts;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Verification;
using MediatR;

namespace Charity.Ledger.Verifying;

/// <summary>Runs what the command <c>verify</c> runs: every check of every module. Reads for as long as it takes, without a transaction that writes.</summary>
[Requires(Permissions.VerifyLedger)]
internal sealed record VerifyLedger : IOutsideCall<VerificationReport>;

/// <param name="Entries">How many entries the journal had when the run began.</param>
internal sealed record VerificationReport(IReadOnlyList<VerifiedCheck> Checks, long Entries, string Hash, DateTime AsOfUtc, TimeSpan Duration)
{
    public bool IsSound => Checks.All(check => check.Findings.Count == 0);
}

internal sealed class VerifyLedgerHandler(SiteVerification verification, ILedgerReader ledger, UnitOfWork unit, IAuditTrail audit, TimeProvider clock)
    : IRequestHandler<VerifyLedger, Result<VerificationReport>>
{
    public async Task<Result<VerificationReport>> Handle(VerifyLedger request, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var head = await ledger.HeadAsync(cancellationToken);
        var checks = await verification.RunAsync((_, _, _) => { }, cancellationToken).ToListAsync(cancellationToken);

        var report = new VerificationReport(checks, head.Number, head.Hash, head.AsOfUtc, clock.GetElapsedTime(started));
        await unit.ExecuteAsync(
            _ =>
            {
                audit.Record("Ledger.Verified", head.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), new { report.IsSound, head.Hash });
                return Task.FromResult(true);
            },
            cancellationToken);
        return report;
    }
}
