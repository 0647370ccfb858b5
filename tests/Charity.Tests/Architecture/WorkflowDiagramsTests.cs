using System.Text;
using Charity.Tests.Support;

namespace Charity.Tests.Architecture;

/// <summary>The state diagrams in the docs are drawn from the tables that move the money, and stay so.</summary>
public sealed class WorkflowDiagramsTests
{
    [Fact]
    public void Diagrams_InTheDocs_AreThoseOfTheTables()
    {
        var file = Path.Combine(Sources.Root, "docs", "workflows.md");
        var expected = Write();

        // The message is the file: whoever changes a table copies it.
        Assert.True(File.Exists(file) && File.ReadAllText(file) == expected, $"docs/workflows.md should read:\n{expected}");
    }

    private static string Write()
    {
        var text = new StringBuilder("# Processes\n\nDrawn from the tables in the code; a test compares them.\n");
        foreach (var definition in WorkflowTables.All)
        {
            text.Append("\n## ").Append((string)definition.Process).Append("\n\n```mermaid\n").Append((string)definition.ToDiagram()).Append("\n```\n");
        }

        return text.ToString();
    }
}
