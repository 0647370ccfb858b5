namespace Charity.Tests.Support;

/// <summary>Finds reference material that lies beside the repository, in a folder <c>shared</c>, and is not part of it.</summary>
internal static class SharedFile
{
    /// <summary>The full path of a shared file; skips the test, naming the file, when it is not there.</summary>
    public static string Find(string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Charity.sln")))
        {
            root = root.Parent;
        }

        Assert.NotNull(root);
        var path = Path.GetFullPath(Path.Combine(root.FullName, "..", "shared", name));
        Assert.SkipUnless(File.Exists(path), $"The reference file {path} is not here.");
        return path;
    }
}
