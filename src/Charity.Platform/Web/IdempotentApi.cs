using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Platform.Web;

/// <summary>The answer that was given to an API request with this <c>Idempotency-Key</c>; given again to the same request.</summary>
internal sealed class IdempotencyRecord
{
    /// <summary>SHA-256 of caller, path and key, in hex: two callers never share a key.</summary>
    public required string Key { get; init; }
    public required string RequestHash { get; init; }
    public required DateTime CreatedUtc { get; set; }

    /// <summary>Null while the first request is still being worked on.</summary>
    public int? Status { get; set; }
    public string? Body { get; set; }
}

internal sealed class IdempotencyRecordConfiguration : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> record)
    {
        record.ToTable("Platform_IdempotencyRecords");
        record.HasKey(r => r.Key);
        record.Property(r => r.Key).HasMaxLength(64);
        record.Property(r => r.RequestHash).HasMaxLength(64);
        record.HasIndex(r => r.CreatedUtc);
    }
}

/// <summary>
/// Demands an <c>Idempotency-Key</c> (at most 255 characters) on a POST: the same key and body is answered as before, another
/// body with it is refused (422), and a request still under way is told so (409). Answers of 5xx are not kept.
/// </summary>
public sealed class IdempotentApi : IEndpointFilter
{
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(2);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var cancellationToken = http.RequestAborted;
        if (http.Request.Headers["Idempotency-Key"].ToString() is not { Length: > 0 and <= 255 } given)
        {
            return ApiResults.Problem(Failure.Invalid("idempotency_key_missing", "Send an Idempotency-Key header of at most 255 characters, new for every new request."), http);
        }

        var user = http.RequestServices.GetRequiredService<ICurrentUser>();
        var key = Hash($"{user.Id?.ToString() ?? user.RemoteAddress}\n{http.Request.Path}\n{given}");
        var requestHash = Hash(JsonSerializer.Serialize(context.Arguments.Where(IsBody).ToList()));
        if (await BeginAsync(http, key, requestHash, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        var status = 0;
        string? body = null;
        try
        {
            var result = await next(context);
            (status, body) = await RenderAsync(result, http);
            return body is null ? result : Results.Content(body, status >= 400 ? "application/problem+json" : "application/json", Encoding.UTF8, status);
        }
        finally
        {
            // Also when the caller has gone away: the work was done, and the repetition must find it.
            await FinishAsync(http, key, status, body);
        }
    }

    private static bool IsBody(object? argument) => argument is not null and not CancellationToken and not HttpContext
        && argument.GetType().Namespace?.StartsWith("Charity.", StringComparison.Ordinal) == true && argument.GetType().Name.EndsWith("Body", StringComparison.Ordinal);

    private static async Task<IResult?> BeginAsync(HttpContext http, string key, string requestHash, CancellationToken cancellationToken)
    {
        await using var scope = http.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
        var clock = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        var unitOfWork = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        return await unitOfWork.ExecuteAsync(
            async token =>
            {
                await db.LockAsync("idempotency:" + key, token);
                var record = await db.Set<IdempotencyRecord>().FirstOrDefaultAsync(r => r.Key == key, token);
                if (record is null)
                {
                    db.Add(new IdempotencyRecord { Key = key, RequestHash = requestHash, CreatedUtc = clock.GetUtcNow().UtcDateTime });
                    return null;
                }

                // The node that began has died: nothing takes this long.
                var isAbandoned = record.Status is null && record.RequestHash == requestHash && clock.GetUtcNow().UtcDateTime - record.CreatedUtc > Abandoned;
                if (isAbandoned)
                {
                    record.CreatedUtc = clock.GetUtcNow().UtcDateTime;
                    return null;
                }

                return record switch
                {
                    _ when record.RequestHash != requestHash => ApiResults.Problem(Failure.Invalid("idempotency_key_reused", "This Idempotency-Key was used for another request. Take a new key."), http),
                    { Status: null } => ApiResults.Problem(Failure.Conflict("idempotency_key_in_use", "The first request with this Idempotency-Key is still being worked on. Ask again in a moment."), http),
                    _ => Results.Content(record.Body, record.Status >= 400 ? "application/problem+json" : "application/json", Encoding.UTF8, record.Status),
                };
            },
            cancellationToken);
    }

    private static async Task FinishAsync(HttpContext http, string key, int status, string? body)
    {
        await using var scope = http.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async token =>
            {
                if (await db.Set<IdempotencyRecord>().FirstOrDefaultAsync(r => r.Key == key, token) is not { } record)
                {
                    return true;
                }

                if (status is 0 or >= 500)
                {
                    db.Remove(record);
                }
                else
                {
                    record.Status = status;
                    record.Body = body;
                }

                return true;
            },
            CancellationToken.None);
    }

    /// <summary>Runs the result into memory, so that the stored answer is byte for byte the one that is sent.</summary>
    private static async Task<(int Status, string? Body)> RenderAsync(object? result, HttpContext http)
    {
        if (result is not IResult answer)
        {
            return (StatusCodes.Status200OK, JsonSerializer.Serialize(result, JsonSerializerOptions.Web));
        }

        var original = http.Response.Body;
        using var memory = new MemoryStream();
        http.Response.Body = memory;
        try
        {
            await answer.ExecuteAsync(http);
        }
        finally
        {
            http.Response.Body = original;
        }

        var status = http.Response.StatusCode;
        http.Response.ContentLength = null;
        return (status, Encoding.UTF8.GetString(memory.ToArray()));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
