using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Charity.Tests.Support;

/// <summary>Somebody in front of the site: keeps cookies, reads pages, fills in forms. What a form needs (antiforgery) comes from the page itself.</summary>
public sealed class Visitor
{
    private const string ShownAt = "data-shown-at";
    private static readonly HtmlParser Parser = new();

    public Visitor(Uri address, string culture)
    {
        Http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address };
        Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(culture);
    }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http { get; }

    /// <summary>What time it is where the visitor is: that of the site.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The status of the last answer.</summary>
    public HttpStatusCode Status { get; private set; }

    /// <summary>Where the last answer sent the visitor, or null.</summary>
    public string? Location { get; private set; }

    public void AssertStatus(HttpStatusCode status) => Assert.Equal(status, Status);

    /// <summary>Opens a page, following redirects.</summary>
    public async Task<IHtmlDocument> OpenAsync(string path) => await ReadAsync(await FollowAsync(await Http.GetAsync(path)));

    /// <summary>Opens a page without following redirects.</summary>
    public async Task<IHtmlDocument> GetAsync(string path) => await ReadAsync(await Http.GetAsync(path));

    /// <summary>
    /// Fills in a form of the page and sends it, with all hidden fields and preset values, without following the redirect.
    /// Values that the form has no field for are sent too: that is what a tampering browser does.
    /// </summary>
    public async Task<IHtmlDocument> SubmitAsync(IHtmlDocument page, string formSelector, params (string Name, string Value)[] values)
    {
        var form = page.QuerySelector<IHtmlFormElement>(formSelector) ?? throw new InvalidOperationException($"The page \"{page.Title}\" has no form {formSelector}.");
        var fields = Presets(form).Where(field => values.All(value => value.Name != field.Key))
            .Concat(values.Select(value => KeyValuePair.Create(value.Name, value.Value)))
            .ToList();
        var action = form.GetAttribute("action") is { Length: > 0 } given ? given : page.DocumentElement.GetAttribute(ShownAt)!;
        if (string.Equals(form.Method, "get", StringComparison.OrdinalIgnoreCase))
        {
            var query = await new FormUrlEncodedContent(fields).ReadAsStringAsync();
            return await ReadAsync(await Http.GetAsync($"{new Uri(Http.BaseAddress!, action).AbsolutePath}?{query}"));
        }

        var answer = await Http.PostAsync(new Uri(Http.BaseAddress!, action), new FormUrlEncodedContent(fields));
        return await ReadAsync(answer);
    }

    /// <summary>Sends a form and opens the page it leads to.</summary>
    public async Task<IHtmlDocument> SubmitAndFollowAsync(IHtmlDocument page, string formSelector, params (string Name, string Value)[] values)
    {
        var answer = await SubmitAsync(page, formSelector, values);
        return Location is null ? answer : await OpenAsync(Location);
    }

    /// <summary>Sends something that is no filled-in form, a file for example.</summary>
    public async Task<IHtmlDocument> PostAsync(string path, HttpContent content) => await ReadAsync(await Http.PostAsync(path, content));

    public async Task SignInAsync(string email, string password)
    {
        var page = await OpenAsync("/account/sign-in");
        await SubmitAsync(page, "form:has(input[type=password])", ("Email", email), ("Password", password));
        if (Location is null)
        {
            throw new InvalidOperationException($"{email} could not sign in: {(int)Status}.");
        }
    }

    private async Task<HttpResponseMessage> FollowAsync(HttpResponseMessage answer)
    {
        for (var hops = 0; answer.Headers.Location is { } location && hops < 10; hops++)
        {
            answer = await Http.GetAsync(new Uri(answer.RequestMessage!.RequestUri!, location));
        }

        return answer;
    }

    private async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer)
    {
        Status = answer.StatusCode;
        Location = answer.Headers.Location?.ToString();
        var document = Parser.ParseDocument(await answer.Content.ReadAsStringAsync());

        // A form without an action posts to the address it was shown at.
        document.DocumentElement.SetAttribute(ShownAt, answer.RequestMessage!.RequestUri!.ToString());
        return document;
    }

    private static IEnumerable<KeyValuePair<string, string>> Presets(IHtmlFormElement form)
    {
        foreach (var element in form.Elements)
        {
            switch (element)
            {
                case IHtmlInputElement { Name: { Length: > 0 } name } input when input.Type is not ("submit" or "button" or "image" or "file")
                    && (input.Type is not ("checkbox" or "radio") || input.HasAttribute("checked")) && !input.IsDisabled:
                    yield return KeyValuePair.Create(name, input.GetAttribute("value") ?? (input.Type == "checkbox" ? "on" : string.Empty));
                    break;
                case IHtmlTextAreaElement { Name: { Length: > 0 } name } area:
                    yield return KeyValuePair.Create(name, area.TextContent);
                    break;
                case IHtmlSelectElement { Name: { Length: > 0 } name } select:
                    yield return KeyValuePair.Create(name, (select.QuerySelector("option[selected]") ?? select.QuerySelector("option"))?.GetAttribute("value") ?? string.Empty);
                    break;
            }
        }
    }
}
