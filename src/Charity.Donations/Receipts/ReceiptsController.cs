using System.Text;
using Charity.Donations.Tracking;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewEngines;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Donations.Receipts;

/// <summary>The receipt as a page to print, and as a PDF where the site has a browser to make one.</summary>
internal sealed class ReceiptsController(ICompositeViewEngine views, IWebHostEnvironment environment, PdfPrinter printer) : CharityController
{
    [HttpGet("/donations/{token}/receipt")]
    [ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
    public async Task<IActionResult> Receipt(string token)
    {
        Response.KeepPrivate();
        ViewData["CanMakePdf"] = printer.BrowserPath is not null;
        return await ShowAsync(new ShowReceipt(token));
    }

    // Limited also for reading: every PDF starts a browser.
    [HttpGet("/donations/{token}/receipt.pdf")]
    [EnableRateLimiting(RateLimits.Search)]
    [ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
    public async Task<IActionResult> Pdf(string token)
    {
        Response.KeepPrivate();
        var receipt = await SendAsync(new ShowReceipt(token));
        if (receipt.Failure is { } unknown)
        {
            return Refuse(unknown);
        }

        var styles = string.Concat(await TextAsync("Lakeside/css/site.css"), await TextAsync("Lakeside/css/print.css"));
        var logo = "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(await TextAsync("Lakeside/img/logo.svg")));
        var html = await RenderAsync(new ReceiptDocument(receipt.Value, styles, logo));
        var pdf = await SendAsync(new PrintReceipt(html));
        return pdf.Failure is { } failure ? Refuse(failure) : File(pdf.Value, "application/pdf", $"{receipt.Value.Number ?? "receipt"}.pdf");
    }

    private async Task<string> RenderAsync(ReceiptDocument model)
    {
        var found = views.FindView(ControllerContext, "Document", isMainPage: true);
        found.EnsureSuccessful(originalLocations: null);
        await using var writer = new StringWriter();
        var data = new ViewDataDictionary(ViewData) { Model = model };
        await found.View!.RenderAsync(new ViewContext(ControllerContext, found.View, data, TempData, writer, new HtmlHelperOptions()));
        return writer.ToString();
    }

    private async Task<string> TextAsync(string path)
    {
        var file = environment.WebRootFileProvider.GetFileInfo(path);
        if (!file.Exists)
        {
            return string.Empty;
        }

        await using var stream = file.CreateReadStream();
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(HttpContext.RequestAborted);
    }
}

/// <summary>A receipt with its styles and its logo inside: the browser that prints it loads nothing.</summary>
/// <param name="Logo">A data address.</param>
internal sealed record ReceiptDocument(Receipt Receipt, string Styles, string Logo);
