using Charity.Platform.Files;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Charity.Platform.Web;

/// <summary>Binds, sends, renders; holds no rules.</summary>
public abstract class CharityController : Controller
{
    protected IMediator Mediator => HttpContext.RequestServices.GetRequiredService<IMediator>();

    protected IStringLocalizer T => HttpContext.RequestServices.GetRequiredService<IStringLocalizer>();

    protected Task<TResponse> SendAsync<TResponse>(IRequest<TResponse> request) => Mediator.Send(request, HttpContext.RequestAborted);

    /// <summary>Shows the value with its view, or the page that fits the failure.</summary>
    protected async Task<IActionResult> ShowAsync<T>(IQuery<T> query, string? view = null)
    {
        var result = await SendAsync(query);
        return result.Failure is { } failure ? Refuse(failure) : View(view, result.Value);
    }

    /// <summary>The page for a failure that a form cannot mend: sign-in, second factor, not found, refused, conflict.</summary>
    protected IActionResult Refuse(Failure failure) => failure.Kind switch
    {
        FailureKind.Unauthenticated => Challenge(),
        FailureKind.SecondFactorNeeded => LocalRedirect($"/account/second-factor/confirm?returnUrl={Uri.EscapeDataString(Request.Method == "GET" ? Request.Path + Request.QueryString : Request.Headers.Referer.FirstOrDefault(IsOwnAddress) is { } page ? new Uri(page).PathAndQuery : "/")}"),
        FailureKind.NotFound => ErrorPage(404, failure),
        FailureKind.Forbidden => ErrorPage(403, failure),
        FailureKind.Conflict => ErrorPage(409, failure),
        FailureKind.Unavailable => ErrorPage(503, failure),
        FailureKind.Invalid => ErrorPage(422, failure),
        _ => throw new InvalidOperationException($"Unknown kind {failure.Kind}."),
    };

    /// <summary>Puts a failure's messages into the model state, so that the form shows them and keeps what was typed. Field names map onto the form's.</summary>
    protected void AddErrors(Failure failure, string prefix = "")
    {
        if (failure.Fields.Count == 0)
        {
            ModelState.AddModelError(string.Empty, T.Say(failure));
        }

        // The model state keeps its own order; people read the form's, which is the rules'.
        ViewData["FieldOrder"] = failure.Fields.Select(field => prefix + field.Field).ToList();
        foreach (var field in failure.Fields)
        {
            ModelState.AddModelError(prefix + field.Field, T.Say(field));
        }

        Response.StatusCode = failure.Kind == FailureKind.Conflict ? 409 : 422;
    }

    /// <summary>True when a form can show the failure; false when a page of its own has to.</summary>
    protected static bool FormCanShow(Failure failure) => failure.Kind is FailureKind.Invalid or FailureKind.Conflict or FailureKind.Unavailable;

    /// <summary>Sends what a form posted and goes on to <paramref name="next"/>; when it is refused the form is shown again with what was typed.</summary>
    /// <param name="done">The message for the next page, English and the key of its translation.</param>
    protected async Task<IActionResult> SaveAsync(IRequest<Result> request, string done, string next, Func<Task<IActionResult>> showFormAsync) => CouldReadEverything()
        ? await DoneAsync((await SendAsync(request)).Failure, done, () => next, showFormAsync)
        : await showFormAsync();

    /// <summary>The same where the next page follows from what came of it.</summary>
    protected async Task<IActionResult> SaveAsync<T>(IRequest<Result<T>> request, string done, Func<T, string> next, Func<Task<IActionResult>> showFormAsync)
    {
        if (!CouldReadEverything())
        {
            return await showFormAsync();
        }

        var result = await SendAsync(request);
        return await DoneAsync(result.Failure, done, () => next(result.Value), showFormAsync);
    }

    private async Task<IActionResult> DoneAsync(Failure? failure, string done, Func<string> next, Func<Task<IActionResult>> showFormAsync)
    {
        if (failure is null)
        {
            Tell(done);
            return Redirect(next());
        }

        if (!FormCanShow(failure))
        {
            return Refuse(failure);
        }

        AddErrors(failure);
        return await showFormAsync();
    }

    /// <summary>Hands out a private file, or the page that fits the failure.</summary>
    /// <param name="showPictures">See <see cref="AttachmentResult"/>.</param>
    protected async Task<IActionResult> FileAsync(IRequest<Result<AttachmentContent>> request, bool showPictures = false)
    {
        var content = await SendAsync(request);
        return content.Failure is { } failure ? Refuse(failure) : new AttachmentResult(content.Value, showPictures);
    }

    /// <summary>Saves an edit. When somebody else was faster, what was typed stays in the form, and saving once more replaces the other's version knowingly.</summary>
    /// <param name="now">Reads the form as it is by now.</param>
    /// <param name="onto">Puts what was typed onto the present revision.</param>
    protected Task<IActionResult> EditAsync<T>(T typed, IQuery<T> now, Func<T, T, T> onto, string view) where T : IRequest<Result> => SaveAsync(
        typed,
        "Saved.",
        Request.Path,
        async () =>
        {
            if (Response.StatusCode != StatusCodes.Status409Conflict)
            {
                return View(view, typed);
            }

            var current = await SendAsync(now);
            if (current.Failure is { } gone)
            {
                return Refuse(gone);
            }

            // The form's hidden revision comes from the model, not from what was posted.
            ModelState.Remove("Revision");
            ViewData["Conflict"] = true;
            return View(view, onto(typed, current.Value));
        });

    /// <summary>False when a date or number could not be read: it must not count as left empty.</summary>
    private bool CouldReadEverything()
    {
        foreach (var entry in ModelState.Values.Where(entry => entry.Errors.Count > 0))
        {
            entry.Errors.Clear();
            entry.Errors.Add(T["This could not be understood. Please type it again."].Value);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }

        return Response.StatusCode != StatusCodes.Status422UnprocessableEntity;
    }

    /// <summary>A message for the next page.</summary>
    protected void Tell(string message, params object[] arguments) => TempData["Message"] = T[message, arguments].Value;

    private ViewResult ErrorPage(int status, Failure failure)
    {
        Response.StatusCode = status;
        HttpContext.Features.Set(new ErrorShown());
        return View("Error", new ErrorPageModel(status, T.Say(failure), HttpContext.RequestServices.GetRequiredService<Security.ICurrentUser>().RequestId));
    }

    private bool IsOwnAddress(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Authority == Request.Host.Value;
}

/// <summary>Marks that the error page has been written already.</summary>
internal sealed class ErrorShown;

/// <param name="Message">What happened, in the reader's words; null for the status's usual text.</param>
public sealed record ErrorPageModel(int Status, string? Message, string RequestId);
