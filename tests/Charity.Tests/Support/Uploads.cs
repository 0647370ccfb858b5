using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Charity.Tests.Support;

/// <summary>Files as a browser sends them.</summary>
internal static class Uploads
{
    /// <summary>A PDF that nothing is wrong with.</summary>
    public static readonly byte[] Pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"u8.ToArray();

    /// <summary>Sends a form of the page with a file.</summary>
    public static async Task<HttpResponseMessage> UploadAsync(this Visitor visitor, IHtmlDocument page, string formSelector, byte[] file, string fileName, params (string Name, string Value)[] fields)
    {
        var form = page.QuerySelector<IHtmlFormElement>(formSelector) ?? throw new InvalidOperationException($"The page \"{page.Title}\" has no form {formSelector}.");
        var content = new MultipartFormDataContent();
        foreach (var hidden in form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]"))
        {
            content.Add(new StringContent(hidden.Value), hidden.Name!);
        }

        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), name);
        }

        var bytes = new ByteArrayContent(file);
        bytes.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Add(bytes, "file", fileName);
        return await visitor.Http.PostAsync(form.GetAttribute("action"), content);
    }
}
