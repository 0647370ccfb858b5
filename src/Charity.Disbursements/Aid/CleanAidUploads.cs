using Charity.Platform.Data;
using Charity.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Charity.Disbursements.Aid;

/// <summary>Throws away the files of lists that nobody has corrected within a day: they hold identity and card numbers.</summary>
[DisallowConcurrentExecution]
internal sealed class CleanAidUploads(IServiceScopeFactory scopes, TimeProvider clock) : IJob
{
    /// <summary>Every hour.</summary>
    public const string Cron = "0 20 * * * ?";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await CleanAsync(cancellationToken);

    internal async Task CleanAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("aid-uploads");
        var before = clock.GetUtcNow().UtcDateTime - AidUploads.Kept;
        var uploads = scope.ServiceProvider.GetRequiredService<AidUploads>();
        foreach (var upload in await scope.ServiceProvider.GetRequiredService<CharityDbContext>().Set<AidUpload>().AsNoTracking().Where(upload => upload.UploadedUtc <= before).ToListAsync(cancellationToken))
        {
            await uploads.RemoveAsync(upload.UploadedById, upload.Id, cancellationToken);
        }
    }
}
