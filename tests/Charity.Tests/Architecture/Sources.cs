namespace Charity.Tests.Architecture;

/// <summary>The project's own files, found from the solution file upwards of the tests.</summary>
internal static class Sources
{
    private static readonly string[] Generated = ["bin", "obj", "TestResults"];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Files(string folder, params string[] patterns) => patterns
        .SelectMany(pattern => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Intersect(Generated).Any());

    public static string Relative(string file) => Path.GetRelativePath(Root, file);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Charity.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Charity.sln was not found above the tests.");
    }
}
