using System.Text.RegularExpressions;

namespace Charity.Tests.Architecture;

/// <summary>Files stay small enough to read in one sitting, and hold what their readers expect.</summary>
public sealed partial class FilesTests
{
    private const int MostLines = 300;

    [Fact]
    public void SourceFiles_OfTheProject_StayUnder300Lines()
    {
        var tooLong = Sources.Files("src", "*.cs", "*.cshtml").Concat(Sources.Files("themes", "*.cs", "*.cshtml")).Concat(Sources.Files("tests", "*.cs"))
            .Select(file => (File: Sources.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > MostLines)
            .Select(file => $"{file.File}: {file.Lines}");

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Modules_OfTheProject_HaveTheirFixedFiles()
    {
        var missing = Directory.EnumerateDirectories(Path.Combine(Sources.Root, "src"))
            .Where(module => !module.EndsWith("Charity.Web", StringComparison.Ordinal))
            .SelectMany(module => new[] { "Manifest.cs", "Startup.cs", "README.md" }.Select(file => Path.Combine(module, file)))
            .Where(file => !File.Exists(file))
            .Select(Sources.Relative);

        Assert.Empty(missing);
    }

    /// <summary>The head of a page puts its children side by side: breadcrumb, heading and lead are one child, the actions another.</summary>
    [Fact]
    public void PageHeads_OfEveryView_HoldTheirWordsInOneBlock()
    {
        var loose = Sources.Files("src", "*.cshtml").Where(view => LoosePageHead().IsMatch(File.ReadAllText(view))).Select(Sources.Relative);

        Assert.Empty(loose);
    }

    [GeneratedRegex("""<div class="page-head">\s*(?!\s|<div>|<(h1|nav)\b[^\n]*</\1>\s*</div>)""")]
    private static partial Regex LoosePageHead();
}
