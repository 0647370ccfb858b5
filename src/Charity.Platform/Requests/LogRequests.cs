using System.Diagnostics;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Charity.Platform.Requests;

/// <summary>Name, duration and outcome of every request; never its content. What went well and quickly is only told in detail.</summary>
internal sealed class LogRequests<TRequest, TResponse>(ILogger<LogRequests<TRequest, TResponse>> logger) : IPipelineBehavior<TRequest, TResponse>
    where TResponse : IFailable<TResponse>
{
    private const string Fine = "ok";
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var started = Stopwatch.GetTimestamp();
        var outcome = "failed";
        try
        {
            var response = await next();
            outcome = response.Failure?.Code ?? Fine;
            return response;
        }
        finally
        {
            var elapsed = Stopwatch.GetElapsedTime(started);
            RequestMetrics.Duration.Record(elapsed.TotalSeconds, new("request", typeof(TRequest).Name), new("outcome", outcome));
            logger.Log(
                outcome == Fine && elapsed < Slow ? LogLevel.Debug : LogLevel.Information,
                "{Request} {Outcome} in {ElapsedMilliseconds:0.0} ms", typeof(TRequest).Name, outcome, elapsed.TotalMilliseconds);
        }
    }
}
