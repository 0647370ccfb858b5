namespace Charity.Platform.Files;

/// <summary>The folder for what is not in the database: media, mail without SMTP, the master key. From the setting <c>DataDirectory</c>.</summary>
public sealed class DataDirectory(string root)
{
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>A path below the folder.</summary>
    /// <exception cref="ArgumentException">The path would leave the folder.</exception>
    public string PathOf(params string[] parts)
    {
        var path = Path.GetFullPath(Path.Combine([Root, .. parts]));
        return path.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new ArgumentException("The path leaves the data directory.", nameof(parts));
    }
}
