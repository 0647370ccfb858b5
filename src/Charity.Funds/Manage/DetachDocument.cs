using Charity.Funds.Register;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Funds.Manage;

/// <summary>Takes a document off a fund's page; the file stays among the media.</summary>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record DetachDocument(string Slug, int Revision, Guid Id) : ICommand, IFundRequest;

internal sealed class DetachDocumentHandler(FundDesk desk) : IRequestHandler<DetachDocument, Result>
{
    public Task<Result> Handle(DetachDocument request, CancellationToken cancellationToken) =>
        desk.EditAsync(request.Slug, request.Revision, fund => Task.FromResult(Change(fund, request.Id)), cancellationToken);

    private static Failure? Change(Fund fund, Guid id)
    {
        if (fund.Documents.FirstOrDefault(document => document.Id == id) is not { } shown)
        {
            return Failure.NotFound("document_gone", "This document is not on the page any more.");
        }

        fund.Detach(shown);
        return null;
    }
}
