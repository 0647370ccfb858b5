using System.Buffers;
using System.Security.Cryptography;
using Charity.Platform.Security;
using Microsoft.AspNetCore.Hosting;

namespace Charity.Platform.Files;

/// <summary>
/// The bytes of all attachments, <c>attachments/ab/cdef…</c> in the data directory by their SHA-256: nothing on disk depends on a name somebody chose,
/// equal files are kept once, and no web server finds them. What is being received lies in <c>attachments/unfinished</c>.
/// </summary>
internal sealed class AttachmentFolder
{
    private const int PrefixLength = 2;
    private readonly DataDirectory _directory;

    public AttachmentFolder(DataDirectory directory, IWebHostEnvironment environment)
    {
        _directory = directory;
        if (environment.WebRootPath is { Length: > 0 } web && Path.GetFullPath(directory.Root + Path.DirectorySeparatorChar).StartsWith(Path.GetFullPath(web + Path.DirectorySeparatorChar), StringComparison.Ordinal))
        {
            throw new SettingsException("DataDirectory must not lie below wwwroot: everybody could read the private files in it.");
        }
    }

    public string Root => _directory.PathOf("attachments");

    public string Unfinished => _directory.PathOf("attachments", "unfinished");

    public string PathOf(string sha256) => _directory.PathOf("attachments", sha256[..PrefixLength], sha256[PrefixLength..]);

    /// <summary>Writes what comes to a file of its own, and no more than <paramref name="most"/> bytes of it.</summary>
    public async Task<ReceivedFile> ReceiveAsync(Stream content, long most, CancellationToken cancellationToken)
    {
        // A stream that knows its length need not be read to be refused; one that lies about it is stopped below.
        if (content.CanSeek && content.Length - content.Position > most)
        {
            return ReceivedFile.TooLarge;
        }

        MakePrivate(Unfinished);
        var path = Path.Combine(Unfinished, Guid.NewGuid().ToString("N"));
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            await using var file = new FileStream(path, PrivateFile());
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long length = 0;
            for (int read; (read = await content.ReadAsync(buffer.AsMemory(), cancellationToken)) > 0; length += read)
            {
                if (length + read > most)
                {
                    File.Delete(path);
                    return ReceivedFile.TooLarge;
                }

                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            // On the disk before any row says so.
            await file.FlushAsync(cancellationToken);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
            return new ReceivedFile(path, length, Convert.ToHexStringLower(hash.GetCurrentHash()));
        }
        catch
        {
            File.Delete(path);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Puts the file in its place. Call it holding <see cref="LockOf"/>.</summary>
    public void Keep(ReceivedFile received)
    {
        var path = PathOf(received.Sha256);
        if (File.Exists(path) && new FileInfo(path).Length == received.Length)
        {
            return;
        }

        MakePrivate(Path.GetDirectoryName(path)!);
        File.Move(received.Path, path, overwrite: true);
    }

    /// <summary>Null when it is not there. Who reads it goes on reading when it is removed meanwhile.</summary>
    public FileStream? Open(string sha256)
    {
        try
        {
            return new FileStream(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 4096, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Call it holding <see cref="LockOf"/>.</summary>
    public void Delete(string sha256)
    {
        if (Directory.Exists(Path.GetDirectoryName(PathOf(sha256))))
        {
            File.Delete(PathOf(sha256));
        }
    }

    /// <summary>The hashes of all kept files.</summary>
    public IEnumerable<string> All() => !Directory.Exists(Root)
        ? []
        : Directory.EnumerateDirectories(Root)
            .Where(folder => Path.GetFileName(folder).Length == PrefixLength)
            .SelectMany(folder => Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(folder) + Path.GetFileName(file)))
            .Where(name => name.Length == 2 * SHA256.HashSizeInBytes && name.All(char.IsAsciiHexDigitLower));

    /// <summary>The database lock under which a file of this hash is put in place or deleted, until its row is committed: of two, the second sees what the first did.</summary>
    public static string LockOf(string sha256) => "attachment-file:" + sha256;

    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static FileStreamOptions PrivateFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Delete, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}

/// <summary>A file that was received and not yet kept; disposing deletes it unless it was.</summary>
/// <param name="Sha256">In lower-case hex.</param>
internal sealed record ReceivedFile(string Path, long Length, string Sha256) : IDisposable
{
    public static readonly ReceivedFile TooLarge = new(string.Empty, -1, string.Empty);

    public bool IsTooLarge => Length < 0;

    public FileStream Open() => new(Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 4096, FileOptions.Asynchronous);

    public void Dispose()
    {
        if (!IsTooLarge)
        {
            File.Delete(Path);
        }
    }
}
