using System.Reflection;
using System.Text;
using Charity.Platform.Modules;
using Charity.Platform.Workflow;

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
        foreach (var definition in Definitions().OrderBy(definition => (string)definition.Process, StringComparer.Ordinal))
        {
            text.Append("\n## ").Append((string)definition.Process).Append("\n\n```mermaid\n").Append((string)definition.ToDiagram()).Append("\n```\n");
        }

        return text.ToString();
    }

    private static IEnumerable<dynamic> Definitions() => new ModuleCatalog(typeof(Program).Assembly).Modules
        .SelectMany(module => module.Assembly.GetTypes())
        .Where(type => !type.ContainsGenericParameters)
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(field => !field.Name.StartsWith('<') && field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(WorkflowDefinition<>))
        .Select(field => (dynamic)field.GetValue(null)!);
}
