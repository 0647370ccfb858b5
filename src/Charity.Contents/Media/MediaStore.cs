using System.Security.Cryptography;
using Charity.Platform.Files;

namespace Charity.Contents.Media;

/// <param name="Length">In bytes.</param>
internal sealed record StoredContent(string Sha256, long Length);

/// <summary>
/// The bytes of all files, each under its hash in the data directory: what is on disk never depends on a name somebody chose, equal
/// files are kept once, and a rolled back upload leaves at worst a file nobody points to.
/// </summary>
internal sealed class MediaStore(DataDirectory directory)
{
    public string PathOf(string sha256) => directory.PathOf("media", sha256[..2], sha256);

    public async Task<StoredContent> KeepAsync(byte[] content, CancellationToken cancellationToken)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        var path = PathOf(sha256);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var unfinished = $"{path}.{Guid.CreateVersion7():N}";
            await File.WriteAllBytesAsync(unfinished, content, cancellationToken);
            File.Move(unfinished, path, overwrite: true);
        }

        return new StoredContent(sha256, content.Length);
    }
}
