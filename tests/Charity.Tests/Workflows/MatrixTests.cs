using System.Text;
using System.Text.Json;
using Charity.Platform.Requests;
using Charity.Tests.Architecture;
using Charity.Tests.Platform;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Workflows;

/// <summary>
/// Who may do what in which state, asked of the door for every state, trigger and role of every process, and kept in <c>matrix.md</c> for people
/// to read. A change made on purpose is accepted by running this test with <c>CHARITY_ACCEPT_MATRIX=1</c> and committing the file it writes.
/// </summary>
[Collection(nameof(MatrixSite))]
public sealed class MatrixTests(MatrixSite matrix)
{
    private const string Head = """
        # Who may do what, and in which state

        Asked of the workflow door for every state x trigger x role; `MatrixTests` compares it and says how to accept a change.

        The first table of a process says where each trigger leads from each state; a dot is a refusal to everybody.
        The second says who is let through (everybody else was refused), what has to be true then, and which request or job asks for it:
        a person needs what stands in brackets beside the request as well: its permission, and the checks of whose things they are.
        What a clock or a job does is done by "the system", which no person can be. Every role was asked with and without a second factor.

        """;

    private static readonly string File = Path.Combine(Sources.Root, "tests", "Charity.Tests", "Workflows", "matrix.md");

    [Fact]
    public async Task Door_AskedByEverybodyInEveryState_AnswersAsWritten()
    {
        var site = await matrix.SiteAsync();
        var roles = Roles();
        var text = new StringBuilder(Head);
        foreach (var probe in matrix.Probes.OrderBy(probe => probe.Process, StringComparer.Ordinal))
        {
            var answers = new List<Answer>();
            Actor[] actors = [.. roles, .. probe.Related];
            foreach (var actor in actors)
            {
                answers.AddRange(actor.IsSystem
                    ? await site.InScopeAsync(services => probe.AskAsync(services, actor.Name))
                    : await site.AsAsync(actor.Roles, services => probe.AskAsync(services, actor.Name), actor.HasSecondFactor, actor.UserId));
            }

            text.Append(probe.Write(answers, new Callers(actors), MatrixRequests.Written));
        }

        Compare(text.ToString());
    }

    [Fact]
    public async Task EveryProcess_IsAsked()
    {
        await matrix.SiteAsync();

        Assert.Equal(WorkflowTables.All.Select(table => (string)table.Process), matrix.Probes.Select(probe => probe.Process).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryTrigger_IsAskedForBySomething()
    {
        var triggers = WorkflowTables.All.SelectMany(table => ((IEnumerable<dynamic>)table.Transitions).Select(move => $"{table.Process} {move.Trigger}")).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(triggers, MatrixRequests.All.Select(row => $"{row.Process} {row.Trigger}").Order(StringComparer.Ordinal));
    }

    /// <summary>The roles of a district's site, with and without a second factor, a passer-by, and the system.</summary>
    private static List<Actor> Roles()
    {
        using var recipe = JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(Sources.Root, "recipes", "snippets", "roles.recipe.json")), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        return
        [
            .. recipe.RootElement.GetProperty("steps")[0].GetProperty("Roles").EnumerateArray()
                .Select(role => new Actor(role.GetProperty("DisplayName").GetProperty("en").GetString()!.ToLowerInvariant(), null, [role.GetProperty("Name").GetString()!]))
                .SelectMany(actor => (Actor[])[actor, actor.WithoutSecondFactor()]),
            new Actor("nobody signed in", null, null),
            new Actor("the system", null, null, IsSystem: true),
        ];
    }

    private static void Compare(string asked)
    {
        if (Environment.GetEnvironmentVariable("CHARITY_ACCEPT_MATRIX") == "1")
        {
            System.IO.File.WriteAllText(File, asked);
        }

        var (written, now) = (System.IO.File.ReadAllLines(File), asked.Split('\n')[..^1]);
        var difference = Difference(written, '-', now).Concat(Difference(now, '+', written)).ToList();
        Assert.True(difference.Count == 0, $"The door answers otherwise than {File} says (- written, + asked):\n{string.Join('\n', difference)}");
        Assert.Equal(written, now);
    }

    /// <summary>The lines of one that the other does not have in the same process.</summary>
    private static IEnumerable<string> Difference(string[] lines, char sign, string[] others)
    {
        var there = Sections(others).ToHashSet();
        return Sections(lines).Where(line => !there.Contains(line)).Select(line => $"{sign} {line.Section}: {line.Line}");
    }

    private static IEnumerable<(string Section, string Line)> Sections(string[] lines)
    {
        var section = string.Empty;
        foreach (var line in lines)
        {
            section = line.StartsWith("## ", StringComparison.Ordinal) ? line[3..] : section;
            yield return (section, line);
        }
    }
}
