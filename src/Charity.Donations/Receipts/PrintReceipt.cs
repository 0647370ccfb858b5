using Charity.Platform.Requests;
using MediatR;

namespace Charity.Donations.Receipts;

/// <summary>Makes a PDF of a self-contained page, by a browser beside the site.</summary>
/// <param name="Html">The whole document; nothing is loaded from anywhere.</param>
[Anybody]
internal sealed record PrintReceipt(string Html) : IOutsideCall<byte[]>;

internal sealed class PrintReceiptHandler(PdfPrinter printer) : IRequestHandler<PrintReceipt, Result<byte[]>>
{
    public async Task<Result<byte[]>> Handle(PrintReceipt request, CancellationToken cancellationToken) =>
        await printer.PrintAsync(request.Html, cancellationToken) is { } pdf
            ? pdf
            : Failure.Unavailable("pdf_unavailable", "The PDF cannot be made at the moment. Open the receipt and print it from your browser instead.");
}
