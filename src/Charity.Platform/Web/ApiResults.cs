using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Charity.Platform.Web;

/// <summary>API answers: the value, or problem details (RFC 9457) with the failure's <c>code</c> and, for input, <c>errors</c> by field.</summary>
public static class ApiResults
{
    public static IResult ToApi<T>(this Result<T> result, HttpContext context, Func<T, IResult>? success = null) =>
        result.Failure is { } failure ? Problem(failure, context) : success?.Invoke(result.Value) ?? Results.Ok(result.Value);

    public static IResult ToApi(this Result result, HttpContext context) =>
        result.Failure is { } failure ? Problem(failure, context) : Results.NoContent();

    public static IResult Problem(Failure failure, HttpContext context)
    {
        var texts = context.RequestServices.GetRequiredService<IStringLocalizer>();
        var extensions = new Dictionary<string, object?> { ["code"] = failure.Code, ["requestId"] = context.RequestServices.GetRequiredService<Security.ICurrentUser>().RequestId };
        if (failure.Fields.Count > 0)
        {
            extensions["errors"] = failure.Fields.ToDictionary(
                field => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(field.Field),
                field => (string[])[texts.Say(field)],
                StringComparer.Ordinal);
        }

        return Results.Problem(texts.Say(failure), statusCode: Status(failure.Kind), extensions: extensions);
    }

    private static int Status(FailureKind kind) => kind switch
    {
        FailureKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        FailureKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        FailureKind.Forbidden or FailureKind.SecondFactorNeeded => StatusCodes.Status403Forbidden,
        FailureKind.NotFound => StatusCodes.Status404NotFound,
        FailureKind.Conflict => StatusCodes.Status409Conflict,
        FailureKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new InvalidOperationException($"Unknown kind {kind}."),
    };
}
