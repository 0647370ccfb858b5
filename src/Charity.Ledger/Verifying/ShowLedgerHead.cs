using Charity.Ledger.Contracts;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ledger.Verifying;

/// <summary>How far the journal reaches, before somebody starts a verification.</summary>
[Requires(Permissions.VerifyLedger)]
internal sealed record ShowLedgerHead : IQuery<LedgerHead>;

internal sealed class ShowLedgerHeadHandler(ILedgerReader ledger) : IRequestHandler<ShowLedgerHead, Result<LedgerHead>>
{
    public async Task<Result<LedgerHead>> Handle(ShowLedgerHead request, CancellationToken cancellationToken) => await ledger.HeadAsync(cancellationToken);
}
