using Charity.Platform.Requests;

namespace Charity.Platform.Files;

/// <summary>The thing a private file belongs to.</summary>
/// <param name="Kind">What it is, in the owning module's word: <c>submission</c>, <c>payment-request</c>. At most 50 characters.</param>
public sealed record AttachmentOwner(string Kind, Guid Id);

/// <summary>A file as somebody sends it. Nothing about it is believed: name, length and kind are judged anew.</summary>
/// <param name="Purpose">What the file is for, in the owning module's word: <c>budget</c>, <c>proof-of-transfer</c>. At most 50 characters.</param>
/// <param name="Content">Read once, from where it stands, and never further than the largest length allowed. The caller closes it.</param>
public sealed record AttachmentUpload(AttachmentOwner Owner, string Purpose, string FileName, Stream Content)
{
    /// <summary>Called in the transaction that adds the file, for what must be saved with it; not when the owner has this very file already.</summary>
    public Action<AttachmentInfo>? WhenAdded { get; init; }
}

/// <summary>A stored file without its bytes.</summary>
/// <param name="FileName">Safe to show and to offer as a name: no path, at most 120 characters, its ending fits the content.</param>
/// <param name="ContentType">Judged by the content, with the character set where it is text.</param>
/// <param name="Length">In bytes.</param>
public sealed record AttachmentInfo(Guid Id, string Purpose, string FileName, string ContentType, long Length, DateTime UploadedUtc, string UploadedByName)
{
    /// <summary>A picture that browsers can show.</summary>
    public bool IsPicture => ContentType is "image/jpeg" or "image/png" or "image/webp";
}

/// <summary>A stored file to be read; whoever opened it closes it. Handed to an <see cref="AttachmentResult"/>, that does.</summary>
public sealed record AttachmentContent(AttachmentInfo Info, Stream Stream) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}

/// <summary>
/// Private files of any module's things. <b>Checks no permission:</b> the owning module decides who may see or change its thing before it calls. To
/// make a slip harmless, everything is asked for by owner and id together: the id of another owner's file finds nothing.
/// </summary>
public interface IAttachments
{
    /// <inheritdoc cref="StoreAsync(AttachmentUpload, Func{CancellationToken, Task{Failure}}, CancellationToken)"/>
    Task<Result<AttachmentInfo>> StoreAsync(AttachmentUpload upload, CancellationToken cancellationToken) => StoreAsync(upload, null, cancellationToken);

    /// <summary>
    /// Receives, checks and keeps a file. Reading and scanning it takes long and waits for a network, so this must be called outside of any
    /// transaction (an <see cref="IOutsideCall{T}"/>) and commits a short one of its own. The same file under the same name and purpose of the same
    /// owner is the same attachment: pressing the button twice stores it once.
    /// </summary>
    /// <param name="whyNot">
    /// Asked in the transaction that adds the file, after the check: the owner's last word (still a draft? still theirs?), and the place for what
    /// must be saved with it. A failure stores nothing.
    /// </param>
    /// <returns>The stored file, or a failure of the field <c>File</c> in words for whoever sent it.</returns>
    /// <exception cref="InvalidOperationException">A transaction is open.</exception>
    Task<Result<AttachmentInfo>> StoreAsync(AttachmentUpload upload, Func<CancellationToken, Task<Failure?>>? whyNot, CancellationToken cancellationToken);

    /// <summary>Null when this owner has no such file, or no longer.</summary>
    Task<AttachmentInfo?> FindAsync(AttachmentOwner owner, Guid id, CancellationToken cancellationToken);

    /// <summary>The owner's files, in the order in which they came.</summary>
    Task<IReadOnlyList<AttachmentInfo>> ListAsync(AttachmentOwner owner, CancellationToken cancellationToken);

    /// <summary>Null when this owner has no such file, or its bytes are lost (which is logged, and <c>verify</c> tells).</summary>
    Task<AttachmentContent?> OpenAsync(AttachmentOwner owner, Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the file away, within the caller's transaction if there is one. The row stays for the audit trail; the bytes go after the commit,
    /// unless another attachment has the same. False when this owner has no such file.
    /// </summary>
    Task<bool> RemoveAsync(AttachmentOwner owner, Guid id, CancellationToken cancellationToken);

    /// <summary>Takes the name of somebody whose account is erased from all they uploaded; their id and the files stay with their owners (PIPL, article 47).</summary>
    Task ForgetUploaderAsync(Guid uploaderId, CancellationToken cancellationToken);
}
