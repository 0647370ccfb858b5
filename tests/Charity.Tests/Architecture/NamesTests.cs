using System.Reflection;
using System.Text.RegularExpressions;
using Charity.Platform.Modules;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;

namespace Charity.Tests.Architecture;

/// <summary>Every name that is only a string resolves: permissions, templates, workflow tables.</summary>
public sealed partial class NamesTests
{
    private static readonly ModuleCatalog Catalog = new(typeof(Program).Assembly);

    private static readonly HashSet<string> Permissions = Types()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IPermissionProvider)))
        .SelectMany(type => ((IPermissionProvider)Activator.CreateInstance(type, nonPublic: true)!).Permissions)
        .Select(permission => permission.Name)
        .ToHashSet(StringComparer.Ordinal);

    [Fact]
    public void Permissions_NamedByRequests_Exist()
    {
        var unknown = Types().Select(type => type.GetCustomAttribute<RequiresAttribute>()?.Permission).OfType<string>().Except(Permissions);

        Assert.Empty(unknown);
    }

    [Fact]
    public void Permissions_NamedByRoles_Exist()
    {
        var named = RolePermissions().Matches(File.ReadAllText(Path.Combine(Sources.Root, "recipes", "snippets", "roles.recipe.json")))
            .SelectMany(list => Quoted().Matches(list.Groups["list"].Value)).Select(match => match.Groups[1].Value);

        Assert.Empty(named.Except(Permissions));
    }

    [Fact]
    public void Permissions_ImpliedByOthers_NameExistingOnes()
    {
        var implied = Types()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IPermissionProvider)))
            .SelectMany(type => ((IPermissionProvider)Activator.CreateInstance(type, nonPublic: true)!).Permissions)
            .SelectMany(permission => permission.ImpliedBy);

        Assert.Empty(implied.Except(Permissions));
    }

    [Fact]
    public void Workflows_OfEveryModule_AreSound()
    {
        var definitions = Types()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(field => !field.Name.StartsWith('<')))
            .Where(field => !field.DeclaringType!.ContainsGenericParameters && field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(WorkflowDefinition<>))
            .Select(field => (field.DeclaringType!.Name, Definition: (dynamic)field.GetValue(null)!))
            .ToList();
        Assert.NotEmpty(definitions);
        foreach (var (owner, definition) in definitions)
        {
            AssertSound(owner, (IEnumerable<WorkflowState>)definition.States.Values, (string)definition.Initial, Moves(definition.Transitions));
        }
    }

    private static List<(string From, string To)> Moves(dynamic transitions)
    {
        var moves = new List<(string, string)>();
        foreach (var transition in transitions)
        {
            moves.Add(((string)transition.From, (string)transition.To));
        }

        return moves;
    }

    private static void AssertSound(string owner, IEnumerable<WorkflowState> states, string initial, List<(string From, string To)> moves)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { initial };
        while (moves.Where(move => reached.Contains(move.From)).Select(move => move.To).FirstOrDefault(to => !reached.Contains(to)) is { } next)
        {
            reached.Add(next);
        }

        var all = states.ToList();
        Assert.True(all.All(state => reached.Contains(state.Id)), $"{owner}: not every state can be reached.");
        Assert.True(all.All(state => state.IsFinal || moves.Any(move => move.From == state.Id)), $"{owner}: a state that is not final has no exit.");
    }

    private static IEnumerable<Type> Types() => Catalog.Modules.SelectMany(module => module.Assembly.GetTypes());

    [GeneratedRegex("\"Permissions\"\\s*:\\s*\\[(?<list>[^\\]]*)\\]")]
    private static partial Regex RolePermissions();

    [GeneratedRegex("\"([A-Za-z]+)\"")]
    private static partial Regex Quoted();
}
