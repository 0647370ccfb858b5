using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Charity.Contents.Types;

/// <summary>A piece of a content item. The record's name is the part's name in recipes, definitions and stored items.</summary>
internal interface IContentPart;

internal sealed record TitlePart(string Title) : IContentPart;

/// <summary>Where the item is served: a path without the leading slash, <c>en/about</c>.</summary>
internal sealed record AutoroutePart(string Path) : IContentPart;

internal sealed record MarkdownBodyPart(string Markdown) : IContentPart;

/// <summary>Items that say the same in different languages share a set.</summary>
internal sealed record LocalizationPart(string LocalizationSet, string Culture) : IContentPart;

/// <summary>The parts of one version of an item, kept as one JSON object: <c>{ "TitlePart": { "Title": "…" }, … }</c>. Equal when the JSON is equal.</summary>
internal sealed record ContentParts
{
    /// <summary>The parts this site knows. A new part is a record and a line here.</summary>
    private static readonly Dictionary<string, Type> Known =
        ((Type[])[typeof(TitlePart), typeof(AutoroutePart), typeof(MarkdownBodyPart), typeof(LocalizationPart)]).ToDictionary(type => type.Name, StringComparer.Ordinal);

    // Chinese stays readable in the database; a misspelt property of a part is an error.
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private ContentParts(string json) => Json = json;

    public string Json { get; }

    public static bool IsKnown(string part) => Known.ContainsKey(part);

    public static ContentParts Of(IEnumerable<IContentPart> parts)
    {
        var body = new JsonObject();
        foreach (var part in parts)
        {
            body[part.GetType().Name] = JsonSerializer.SerializeToNode(part, part.GetType(), Options);
        }

        return new ContentParts(body.ToJsonString(Options));
    }

    public static ContentParts FromStored(string json) => new(json);

    /// <summary>Reads one part as a recipe has it.</summary>
    /// <exception cref="JsonException">The part is not known, or is not of its shape.</exception>
    public static IContentPart Read(string name, JsonNode? part) => Known.TryGetValue(name, out var type)
        ? (IContentPart?)part.Deserialize(type, Options) ?? throw new JsonException($"{name} is empty.")
        : throw new JsonException($"There is no part {name}.");

    public T? As<T>() where T : class, IContentPart => JsonNode.Parse(Json)?[typeof(T).Name]?.Deserialize<T>(Options);
}
