using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Charity.Platform.Files;

internal sealed class Attachments(
    CharityDbContext db, UnitOfWork unitOfWork, AttachmentFolder folder, AttachmentCheck check, IAttachmentScanner scanner, DiscardAttachments discard,
    ISettingsStore settings, ICurrentUser user, TimeProvider clock, ILogger<Attachments> logger) : IAttachments
{
    /// <summary>So long an infected file counts as one of its owner's: its row costs something too, and trying again is how one gets past a scanner.</summary>
    private static readonly TimeSpan InfectedCount = TimeSpan.FromDays(1);

    public async Task<Result<AttachmentInfo>> StoreAsync(AttachmentUpload upload, Func<CancellationToken, Task<Failure?>>? whyNot, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            throw new InvalidOperationException("A file is received and scanned outside of any transaction: make the request an IOutsideCall.");
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(upload.Owner.Kind.Length, AttachmentConfiguration.WordLength, nameof(upload));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(upload.Purpose.Length, AttachmentConfiguration.WordLength, nameof(upload));
        var limits = await settings.GetAsync<AttachmentSettings>(cancellationToken);
        if (await WhyNoMoreAsync(upload.Owner, 0, limits, cancellationToken) is { } full)
        {
            return full;
        }

        using var received = await folder.ReceiveAsync(upload.Content, limits.LargestFile, cancellationToken);
        if (received.IsTooLarge)
        {
            return AttachmentRefusals.TooLarge(limits);
        }

        if (received.Length == 0)
        {
            return AttachmentRefusals.Empty;
        }

        var judged = await check.JudgeAsync(received, upload.FileName, cancellationToken);
        return judged.Failure is { } refusal
            ? refusal
            : await WhyNotCleanAsync(upload, judged.Value, cancellationToken) is { } infection
                ? infection
                : await unitOfWork.ExecuteAsync(token => AddAsync(upload, judged.Value, limits, whyNot, token), added => added.Succeeded, cancellationToken);
    }

    public async Task<AttachmentInfo?> FindAsync(AttachmentOwner owner, Guid id, CancellationToken cancellationToken) =>
        (await StoredOf(owner).AsNoTracking().FirstOrDefaultAsync(attachment => attachment.Id == id, cancellationToken))?.ToInfo();

    public async Task<IReadOnlyList<AttachmentInfo>> ListAsync(AttachmentOwner owner, CancellationToken cancellationToken) =>
        (await StoredOf(owner).AsNoTracking().OrderBy(attachment => attachment.Id).ToListAsync(cancellationToken)).ConvertAll(attachment => attachment.ToInfo());

    public async Task<AttachmentContent?> OpenAsync(AttachmentOwner owner, Guid id, CancellationToken cancellationToken)
    {
        if (await StoredOf(owner).AsNoTracking().FirstOrDefaultAsync(attachment => attachment.Id == id, cancellationToken) is not { } found)
        {
            return null;
        }

        if (folder.Open(found.Sha256) is { } stream)
        {
            return new AttachmentContent(found.ToInfo(), stream);
        }

        logger.LogError("The file {Sha256} of attachment {Id} is lost.", found.Sha256, found.Id);
        return null;
    }

    public Task<bool> RemoveAsync(AttachmentOwner owner, Guid id, CancellationToken cancellationToken) => unitOfWork.ExecuteAsync(
        async token =>
        {
            if (await StoredOf(owner).FirstOrDefaultAsync(attachment => attachment.Id == id, token) is not { } found)
            {
                return false;
            }

            found.Remove();
            unitOfWork.AfterCommit(() => discard.Soon(found.Sha256));
            return true;
        },
        cancellationToken);

    public Task ForgetUploaderAsync(Guid uploaderId, CancellationToken cancellationToken) => db.Set<Attachment>()
        .Where(attachment => attachment.UploadedById == uploaderId)
        .ExecuteUpdateAsync(attachment => attachment.SetProperty(a => a.UploadedByName, string.Empty), cancellationToken);

    private async Task<Failure?> WhyNotCleanAsync(AttachmentUpload upload, CheckedFile file, CancellationToken cancellationToken)
    {
        await using var content = file.Received.Open();
        switch (await scanner.ScanAsync(content, cancellationToken))
        {
            case { State: ScanState.Clean }:
                return null;
            case { State: ScanState.Infected, Name: var name }:
                logger.LogWarning("A file sent for {OwnerKind} {OwnerId} is infected: {Name}.", upload.Owner.Kind, upload.Owner.Id, name);
                await unitOfWork.ExecuteAsync(_ => Task.FromResult(db.Add(Row(upload, file, AttachmentState.Infected))), cancellationToken);
                return AttachmentRefusals.Infected(name);
            default:
                return AttachmentRefusals.Unchecked;
        }
    }

    private async Task<Result<AttachmentInfo>> AddAsync(
        AttachmentUpload upload, CheckedFile file, AttachmentSettings limits, Func<CancellationToken, Task<Failure?>>? whyNot, CancellationToken cancellationToken)
    {
        await db.LockAsync($"attachments:{upload.Owner.Kind}:{upload.Owner.Id}", cancellationToken);
        if (whyNot is not null && await whyNot(cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (await StoredOf(upload.Owner).AsNoTracking().FirstOrDefaultAsync(
            other => other.Sha256 == file.Received.Sha256 && other.Purpose == upload.Purpose && other.FileName == file.Name, cancellationToken) is { } same)
        {
            return same.ToInfo();
        }

        if (await WhyNoMoreAsync(upload.Owner, file.Received.Length, limits, cancellationToken) is { } full)
        {
            return full;
        }

        await db.LockAsync(AttachmentFolder.LockOf(file.Received.Sha256), cancellationToken);
        folder.Keep(file.Received);
        var row = Row(upload, file, AttachmentState.Stored);
        db.Add(row);
        upload.WhenAdded?.Invoke(row.ToInfo());
        return row.ToInfo();
    }

    private async Task<Failure?> WhyNoMoreAsync(AttachmentOwner owner, long length, AttachmentSettings limits, CancellationToken cancellationToken)
    {
        var lengths = await StoredOf(owner).Select(attachment => attachment.Length).ToListAsync(cancellationToken);
        var since = clock.GetUtcNow().UtcDateTime - InfectedCount;
        var infected = await Of(owner).CountAsync(attachment => attachment.State == AttachmentState.Infected && attachment.UploadedUtc > since, cancellationToken);
        return lengths.Count >= limits.MostFiles ? AttachmentRefusals.TooMany(limits)
            : lengths.Count + infected >= limits.MostFiles ? AttachmentRefusals.InfectedOften
            : lengths.Sum() + length > limits.MostBytes ? AttachmentRefusals.TooMuch(limits)
            : null;
    }

    private Attachment Row(AttachmentUpload upload, CheckedFile file, AttachmentState state) => Attachment.Of(upload, file, (user.Id, user.Name), clock.GetUtcNow(), state);

    private IQueryable<Attachment> StoredOf(AttachmentOwner owner) => Of(owner).Where(attachment => attachment.State == AttachmentState.Stored);

    private IQueryable<Attachment> Of(AttachmentOwner owner) => db.Set<Attachment>().Where(attachment => attachment.OwnerId == owner.Id && attachment.OwnerKind == owner.Kind);
}
