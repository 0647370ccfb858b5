using Charity.Ledger.Contracts;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Disclosure.Books;

/// <summary>How to check the books: the end of the chain, which one may write down, and how every fingerprint is made.</summary>
[Anybody]
internal sealed record ShowCheck : IQuery<LedgerHead>;

internal sealed class ShowCheckHandler(ILedgerReader ledger) : IRequestHandler<ShowCheck, Result<LedgerHead>>
{
    public async Task<Result<LedgerHead>> Handle(ShowCheck request, CancellationToken cancellationToken) => await ledger.HeadAsync(cancellationToken);
}
