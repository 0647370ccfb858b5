using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Charity.Platform.Recipes;

/// <summary>
/// The closed set of helpers a recipe's texts may use, as whole values: <c>[uuid()]</c>, <c>[variables('x')]</c>,
/// <c>[parameters('x')]</c>, <c>[file:text('path')]</c>, <c>[env:X]</c>, <c>[appsettings:A:B]</c>. Orchard's <c>[js: …]</c>
/// spelling of the same helpers is understood; there is no script engine.
/// </summary>
internal sealed partial class RecipeHelpers(JsonObject? variables, IReadOnlyDictionary<string, string> parameters, IConfiguration configuration, Func<string, string> readFile)
{
    private readonly Dictionary<string, string> _evaluated = new(StringComparer.Ordinal);
    private readonly HashSet<string> _beingEvaluated = new(StringComparer.Ordinal);

    public JsonNode? Expand(JsonNode? node) => node switch
    {
        JsonObject body => new JsonObject(body.Select(property => KeyValuePair.Create(property.Key, Expand(property.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Expand)]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(ExpandText(text)),
        _ => node?.DeepClone(),
    };

    private string ExpandText(string text)
    {
        if (Call().Match(text) is not { Success: true } call)
        {
            return text;
        }

        var argument = call.Groups["argument"].Value;
        return call.Groups["helper"].Value switch
        {
            "uuid" => Guid.CreateVersion7().ToString("N"),
            "variables" => Variable(argument),
            "parameters" => parameters.TryGetValue(argument, out var value) ? value : throw new RecipeException($"the parameter {argument} was not given"),
            "file:text" => readFile(argument),
            "env" => Environment.GetEnvironmentVariable(argument) ?? throw new RecipeException($"the environment variable {argument} is not set"),
            "appsettings" => configuration[argument] ?? throw new RecipeException($"the setting {argument} is missing"),
            var unknown => throw new RecipeException($"unknown helper {unknown}"),
        };
    }

    private string Variable(string name)
    {
        if (_evaluated.TryGetValue(name, out var value))
        {
            return value;
        }

        var raw = variables?[name] is JsonValue given && given.TryGetValue<string>(out var text) ? text : throw new RecipeException($"the recipe has no variable {name} that is a text");
        if (!_beingEvaluated.Add(name))
        {
            throw new RecipeException($"the variable {name} is made of itself");
        }

        return _evaluated[name] = ExpandText(raw);
    }

    // A whole value in brackets with a helper's name; ordinary text in brackets ("[Notice]") is left alone.
    [GeneratedRegex(@"^\[(?:js:\s*)?(?:(?<helper>[a-z]+(?::[a-z]+)?)\((?:'(?<argument>[^']*)')?\)|(?<helper>env|appsettings):(?<argument>[^\]]+))\]$", RegexOptions.CultureInvariant)]
    private static partial Regex Call();
}
