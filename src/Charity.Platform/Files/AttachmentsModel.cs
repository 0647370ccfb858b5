namespace Charity.Platform.Files;

/// <summary>
/// For the partial view <c>Attachments</c>: the files of one thing and a form for one more. The module has the addresses: a file is read at
/// <c>{address}/{id}</c>, removed by posting to <c>{address}/{id}/remove</c>, and a new one is posted to the address as the field <c>File</c>.
/// </summary>
/// <param name="Address">Without a slash at its end.</param>
/// <param name="MayChange">Whether the reader may add and remove.</param>
public sealed record AttachmentsModel(IReadOnlyList<AttachmentInfo> Files, string Address, bool MayChange)
{
    /// <summary>What a file may be for, in the order of the choice, each with its English words; the choice is posted as <c>Purpose</c>. Null where it goes without saying.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Purposes { get; init; }

    /// <summary>The purpose that is chosen already.</summary>
    public string? Chosen { get; init; }
}
