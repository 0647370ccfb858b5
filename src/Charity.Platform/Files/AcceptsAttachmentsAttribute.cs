using System.Globalization;
using System.Security.Claims;
using Charity.Platform.Localization;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Charity.Platform.Files;

/// <summary>
/// For an action that takes a form with one file for <see cref="IAttachments"/>. Only somebody signed in may send it, and no more than a little above
/// the largest file: what is larger by its own account is answered 413 without being read, what turns out larger is cut off there. Few may send
/// at once and nobody without end (<see cref="UploadTurns"/>): who must wait is told so on a page from which the browser goes back to the filled form.
/// It reads the form itself, before the antiforgery check does, which would call a form too large one that was open too long.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AcceptsAttachmentsAttribute : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    /// <summary>Before the antiforgery check, which has 1000.</summary>
    public int Order => 900;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (http.User.Identity?.IsAuthenticated != true)
        {
            context.Result = new ChallengeResult();
            return;
        }

        var limits = await http.RequestServices.GetRequiredService<ISettingsStore>().GetAsync<AttachmentSettings>(http.RequestAborted);
        if (http.Request.ContentLength > limits.LargestForm)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
            return;
        }

        var (turn, wait) = http.RequestServices.GetRequiredService<UploadTurns>().Take(http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? http.User.Identity.Name ?? string.Empty);
        if (wait is not null)
        {
            context.Result = Refuse(http, context.ModelState, wait);
            return;
        }

        // What was read lies in the temporary folder until the answer is sent.
        http.Response.RegisterForDispose(turn!);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = limits.LargestForm;
        }

        try
        {
            http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions { MultipartBodyLengthLimit = limits.LargestForm }));
            await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (BadHttpRequestException exception)
        {
            context.Result = new StatusCodeResult(exception.StatusCode);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException or IOException)
        {
            // No form, a broken one, or one that ends too early.
            context.Result = new BadRequestResult();
        }
    }

    private static ViewResult Refuse(HttpContext http, ModelStateDictionary state, UploadWait wait)
    {
        http.Response.Headers.RetryAfter = 60.ToString(CultureInfo.InvariantCulture);
        http.Features.Set(new ErrorShown());
        var services = http.RequestServices;
        var model = new ErrorPageModel(wait.Status, services.GetRequiredService<IStringLocalizer>().Say(wait.Why), services.GetRequiredService<ICurrentUser>().RequestId);
        return new ViewResult
        {
            ViewName = "Error",
            StatusCode = wait.Status,
            ViewData = new ViewDataDictionary<ErrorPageModel>(services.GetRequiredService<IModelMetadataProvider>(), state) { Model = model },
        };
    }
}
