using System.Threading.Channels;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Charity.Platform.Files;

/// <summary>Deletes what no row points to: uploads that a crash left unfinished, and files whose row was rolled back or whose removal was forgotten by one.</summary>
[DisallowConcurrentExecution]
internal sealed class CleanAttachments(IServiceScopeFactory scopes, AttachmentFolder folder, TimeProvider clock) : IJob
{
    /// <summary>03:40 in China.</summary>
    public const string Cron = "0 40 19 * * ?";
    private const int Group = 500;
    private static readonly TimeSpan LongestUpload = TimeSpan.FromHours(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        DeleteUnfinished();
        await using var scope = scopes.CreateSystemScope("clean-up");
        var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
        foreach (var group in folder.All().Chunk(Group))
        {
            var used = await db.Set<Attachment>().Where(attachment => attachment.State == AttachmentState.Stored && group.Contains(attachment.Sha256)).Select(attachment => attachment.Sha256).ToListAsync(cancellationToken);
            foreach (var unused in group.Except(used, StringComparer.Ordinal))
            {
                await DiscardAttachments.DiscardAsync(scope.ServiceProvider, unused, cancellationToken);
            }
        }
    }

    private void DeleteUnfinished()
    {
        if (!Directory.Exists(folder.Unfinished))
        {
            return;
        }

        var before = clock.GetUtcNow().UtcDateTime - LongestUpload;
        foreach (var file in Directory.EnumerateFiles(folder.Unfinished).Where(file => File.GetLastWriteTimeUtc(file) < before))
        {
            File.Delete(file);
        }
    }
}

/// <summary>Deletes the bytes of removed attachments right after the commit. What a crash makes it forget, <see cref="CleanAttachments"/> finds at night.</summary>
internal sealed class DiscardAttachments(IServiceScopeFactory scopes, ILogger<DiscardAttachments> logger) : BackgroundService
{
    private readonly Channel<string> _removed = Channel.CreateUnbounded<string>();

    public void Soon(string sha256) => _removed.Writer.TryWrite(sha256);

    /// <summary>Deletes the file unless a row uses it. Under the lock that whoever stores the same file holds until its row is committed.</summary>
    public static Task<bool> DiscardAsync(IServiceProvider services, string sha256, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<CharityDbContext>();
        return services.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async token =>
            {
                await db.LockAsync(AttachmentFolder.LockOf(sha256), token);
                if (await db.Set<Attachment>().AnyAsync(attachment => attachment.Sha256 == sha256 && attachment.State == AttachmentState.Stored, token))
                {
                    return false;
                }

                services.GetRequiredService<AttachmentFolder>().Delete(sha256);
                return true;
            },
            cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var sha256 in _removed.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateSystemScope("attachments");
                await DiscardAsync(scope.ServiceProvider, sha256, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError(exception, "The file {Sha256} could not be deleted; it is tried again at night.", sha256);
            }
        }
    }
}
