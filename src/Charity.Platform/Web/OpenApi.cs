using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Charity.Platform.Web;

/// <summary>
/// The description of the API at <c>/openapi/v1.json</c> (OpenAPI 3.1): what the endpoints cannot say about themselves, namely the
/// conventions every one of them follows.
/// </summary>
internal static class OpenApi
{
    private const string Bearer = "bearer";
    private const string Problem = "Problem";
    private const string ProblemJson = "application/problem+json";

    private const string About = """
        Everything the pages of this site can do, with the same permissions.

        - Amounts are whole numbers of minor units (fen) beside their `currency` (ISO 4217). Times are UTC and end in `Utc`.
        - A list answers with `items` and `next`; send `next` back to go on, until it is null.
        - Errors are problem details (RFC 9457) with a `code` that never changes; `errors` names the fields that are wrong.
        - A POST carries an `Idempotency-Key`: sent again with the same body it is answered as before and does nothing twice.
        - What the public pages show needs no sign-in. For the rest, sign in under `/api/v1/identity/` and send the token.
        """;

    public static IServiceCollection AddCharityOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(AskForIdempotencyKey);
        options.AddSchemaTransformer(WriteNumbersAsNumbers);
    });

    private static async Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo { Title = "Charity", Version = "v1", Description = About };
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = Bearer,
            Description = "The access token that /api/v1/identity/ hands out on sign-in.",
        });

        // An empty requirement beside the token's: signing in is possible everywhere and needed only where an endpoint answers 401.
        document.Security = [[], new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
        document.AddComponent<IOpenApiSchema>(Problem, WithOurMembers(await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), cancellationToken: cancellationToken)));
        foreach (var operation in document.Paths.Values.SelectMany(path => (IEnumerable<OpenApiOperation>?)path.Operations?.Values ?? []))
        {
            operation.Responses ??= [];
            operation.Responses.TryAdd("default", new OpenApiResponse
            {
                Description = "It did not work; the body says why.",
                Content = new Dictionary<string, OpenApiMediaType> { [ProblemJson] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Problem, document) } },
            });
        }
    }

    private static OpenApiSchema WithOurMembers(OpenApiSchema problem)
    {
        problem.Properties ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        problem.Properties["code"] = Text("Stable and for programs, in snake_case, e.g. fund_unknown.");
        problem.Properties["requestId"] = Text("Mention it when you write to us about the request.");
        problem.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "What is wrong with each field, by its name in the request.",
            AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
        };
        problem.Required = new HashSet<string>(StringComparer.Ordinal) { "status", "code", "requestId" };
        return problem;
    }

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    /// <summary>An endpoint filter leaves no trace in an endpoint's metadata, so the rule is the API's own: every POST but those of sign-in takes a key.</summary>
    private static Task AskForIdempotencyKey(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var description = context.Description;
        if (HttpMethods.IsPost(description.HttpMethod ?? string.Empty) && description.RelativePath?.StartsWith("api/v1/identity/", StringComparison.Ordinal) != true)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "Idempotency-Key",
                In = ParameterLocation.Header,
                Required = true,
                Description = "New for every new request, the same for every repetition of it.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 255 },
            });
        }

        return Task.CompletedTask;
    }

    /// <summary>Numbers are also read from text, which generated clients would turn into a type of their own; what we describe is what we write.</summary>
    private static Task WriteNumbersAsNumbers(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (schema.Type is { } type && (type & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0)
        {
            schema.Type = type & ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        return Task.CompletedTask;
    }
}
