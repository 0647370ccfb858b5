using Charity.Platform.Web;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Charity.Disclosure.Journal;

internal static class LedgerApi
{
    public static void MapLedgerApi(this IEndpointRouteBuilder endpoints)
    {
        var ledger = endpoints.MapGroup("/api/v1/ledger").WithTags("Ledger");
        ledger.MapGet("/entries", async (string? after, string? limit, IMediator mediator, HttpContext context, CancellationToken cancellationToken) =>
                (await mediator.Send(new ReadEntries(after, limit), cancellationToken)).ToApi(context))
            .WithName("ListLedgerEntries")
            .WithSummary("The entries of the public books, oldest first.")
            .WithDescription("Each entry holds everything its hash covers: SHA-256 of the lines that docs/decisions/0003-hash-chain.md describes.")
            .Produces<EntriesPage>()
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                // Read as text, so that nonsense is answered in words.
                Describe(operation, "after", "Only entries with a higher number: the next of the page before.", minimum: 0, maximum: null);
                Describe(operation, "limit", "How many entries, 100 unless told.", minimum: 1, maximum: Ledger.Contracts.EntrySearch.MostPerPage);
                return Task.CompletedTask;
            });
        ledger.MapGet("/accounts", async (IMediator mediator, HttpContext context, CancellationToken cancellationToken) =>
                (await mediator.Send(new ReadAccounts(), cancellationToken)).ToApi(context))
            .WithName("ListLedgerAccounts")
            .WithSummary("The trial balance of the public books.")
            .Produces<AccountsPage>();
    }

    private static void Describe(OpenApiOperation operation, string name, string description, int minimum, int? maximum)
    {
        if (operation.Parameters?.FirstOrDefault(parameter => parameter.Name == name) is OpenApiParameter parameter)
        {
            parameter.Description = description;
            parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = $"{minimum}", Maximum = maximum is null ? null : $"{maximum}" };
        }
    }
}
