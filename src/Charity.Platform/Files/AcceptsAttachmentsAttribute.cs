using Charity.Platform.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Platform.Files;

/// <summary>
/// For an action that takes a form with one file for <see cref="IAttachments"/>. Only somebody signed in may send it, and no more than a little above
/// the largest file: what is larger by its own account is answered 413 without being read, what turns out larger is cut off there. It reads the form
/// itself, before the antiforgery check does, which would call a form too large one that was open too long.
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
}
