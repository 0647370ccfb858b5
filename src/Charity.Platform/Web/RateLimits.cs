using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Platform.Web;

/// <summary>Named limits per remote address. Generous for a person, narrow for a machine. <c>RateLimits:{name}</c> overrides the number per minute.</summary>
public static class RateLimits
{
    public const string SignIn = "sign-in";
    public const string Giving = "giving";
    public const string Search = "search";
    public const string Report = "report";

    private static readonly (string Name, int PerMinute)[] Defaults = [(SignIn, 10), (Giving, 30), (Search, 60), (Report, 5)];

    internal static IServiceCollection AddCharityRateLimits(this IServiceCollection services, IConfiguration configuration) => services.AddRateLimiter(options =>
    {
        foreach (var (name, perMinute) in Defaults)
        {
            var permits = HostSettings.Number(configuration, $"RateLimits:{name}", perMinute, 1_000_000);
            options.AddPolicy(name, context => RateLimitPartition.GetSlidingWindowLimiter(
                // Reading a form is not an attempt; sending it is.
                HttpMethods.IsGet(context.Request.Method) && name != Search ? "reading" : context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
                partition => new SlidingWindowRateLimiterOptions
                {
                    PermitLimit = partition == "reading" ? int.MaxValue : permits,
                    Window = TimeSpan.FromMinutes(1),
                    SegmentsPerWindow = 6,
                }));
        }

        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = 60.ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
    });
}
