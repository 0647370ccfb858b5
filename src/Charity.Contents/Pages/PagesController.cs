using System.Globalization;
using Charity.Contents.Items;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Charity.Contents.Pages;

/// <summary>Content at its own path, and the public lists.</summary>
internal sealed class PagesController : CharityController
{
    /// <summary>The route matches published content only and comes after every other, so no page of the site is ever hidden by content.</summary>
    [HttpGet("/{**path:content}", Order = int.MaxValue)]
    [HttpHead("/{**path:content}", Order = int.MaxValue)]
    [OutputCache(PolicyName = OutputCaching.Policy)]
    public async Task<IActionResult> Show(string path)
    {
        var result = await SendAsync(new ShowContent(path));
        if (result.Failure is { } failure)
        {
            return Refuse(failure);
        }

        var page = result.Value;
        if (page.Culture == ContentCultures.OfReader)
        {
            return View(page);
        }

        // Who says nothing about languages (a search engine, a link checker) gets the page that was asked for, in its language.
        if (HttpContext.Features.Get<IRequestCultureFeature>()?.Provider is null)
        {
            HttpContext.Features.Get<IOutputCacheFeature>()?.Context.AllowCacheStorage = false;
            return new InLanguage(page.Culture, View(page));
        }

        var translation = page.Alternates.FirstOrDefault(alternate => alternate.Key == ContentCultures.OfReader).Value;
        return translation is null ? View(page) : LocalRedirect(translation + Request.QueryString);
    }

    [HttpGet("/notices")]
    [OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Notices(string? after) => ShowAsync(new ListContent("Notice", after), "List");

    [HttpGet("/articles")]
    [OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Articles(string? after) => ShowAsync(new ListContent("Article", after), "List");
}

/// <summary>A page in another language than the request's. The language is set where the page is written: set in an action, it would be forgotten on return.</summary>
internal sealed class InLanguage(string culture, IActionResult page) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        context.HttpContext.Response.Headers.ContentLanguage = culture;
        await page.ExecuteResultAsync(context);
    }
}
