using System.Threading.RateLimiting;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Charity.Platform.Files;

/// <summary>Why somebody must wait before they can send a file.</summary>
/// <param name="Status">429 when it is their own doing, 503 when it is not.</param>
internal sealed record UploadWait(int Status, Failure Why);

/// <summary>
/// Who may send a file to this node now. A form is read to the temporary folder before anybody knows whose thing it is for, so what may lie there at once
/// is bounded; and one slow person must not take all the turns. <c>RateLimits:upload</c> overrides how many files a person may send in a minute.
/// </summary>
internal sealed class UploadTurns : IDisposable
{
    public const int MostOfAPerson = 2, MostAtOnce = 16;

    private readonly PartitionedRateLimiter<string> _perMinute, _ofAPerson;
    private readonly ConcurrencyLimiter _all = new(new ConcurrencyLimiterOptions { PermitLimit = MostAtOnce });

    public UploadTurns(IConfiguration configuration)
    {
        var perMinute = new SlidingWindowRateLimiterOptions { PermitLimit = HostSettings.Number(configuration, "RateLimits:upload", 30, 1_000_000), Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 };
        _perMinute = PartitionedRateLimiter.Create<string, string>(person => RateLimitPartition.GetSlidingWindowLimiter(person, _ => perMinute));
        _ofAPerson = PartitionedRateLimiter.Create<string, string>(person => RateLimitPartition.GetConcurrencyLimiter(person, _ => new ConcurrencyLimiterOptions { PermitLimit = MostOfAPerson }));
    }

    /// <summary>The turn, which lasts until it is disposed, or why there is none now.</summary>
    public (IDisposable? Turn, UploadWait? Wait) Take(string person)
    {
        var own = _ofAPerson.AttemptAcquire(person);
        if (!own.IsAcquired)
        {
            return (null, new UploadWait(StatusCodes.Status429TooManyRequests, AttachmentRefusals.OthersOnTheWay));
        }

        if (!_perMinute.AttemptAcquire(person).IsAcquired)
        {
            own.Dispose();
            return (null, new UploadWait(StatusCodes.Status429TooManyRequests, AttachmentRefusals.TooFast));
        }

        var all = _all.AttemptAcquire();
        if (all.IsAcquired)
        {
            return (new UploadTurn(own, all), null);
        }

        own.Dispose();
        return (null, new UploadWait(StatusCodes.Status503ServiceUnavailable, AttachmentRefusals.Busy));
    }

    public void Dispose()
    {
        _perMinute.Dispose();
        _ofAPerson.Dispose();
        _all.Dispose();
    }

    private sealed class UploadTurn(RateLimitLease own, RateLimitLease all) : IDisposable
    {
        public void Dispose()
        {
            all.Dispose();
            own.Dispose();
        }
    }
}
