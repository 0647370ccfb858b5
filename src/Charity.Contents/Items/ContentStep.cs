using System.Text.Json;
using System.Text.Json.Nodes;
using Charity.Contents.Contracts;
using Charity.Contents.Types;
using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Settings;
using Charity.Users.Contracts;

namespace Charity.Contents.Items;

/// <summary>
/// <c>content</c>: items in Orchard's shape. An item that is there already with the same content stays as it is; with other content
/// it gets a new version. Owner and author may be e-mail addresses of accounts.
/// </summary>
internal sealed class ContentStep(ContentDesk desk, ISettingsStore settings, IUserDirectory users, UnitOfWork unitOfWork) : IRecipeStepHandler
{
    public string Name => "content";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        var definitions = await settings.GetAsync<ContentDefinitions>(cancellationToken);
        foreach (var body in step.Read<Model>().Data)
        {
            var item = Understand(body, definitions, step);
            await unitOfWork.ExecuteAsync(token => StoreAsync(item, step, token), cancellationToken);
        }
    }

    private async Task<bool> StoreAsync(Item item, RecipeStep step, CancellationToken cancellationToken)
    {
        var latest = await desk.LatestAsync(item.ContentItemId, cancellationToken);
        if (latest is not null && IsSame(latest, item))
        {
            return false;
        }

        if (latest is not null && latest.ContentType != item.ContentType)
        {
            throw step.Error($"the item {item.ContentItemId} is a {latest.ContentType} already and cannot become a {item.ContentType}");
        }

        var author = await FindAsync(item.Author, user => user.Name, cancellationToken);
        var stored = latest is null
            ? desk.Begin(item.ContentItemId, item.ContentType, item.Parts, await FindAsync(item.Owner, user => user.Id.ToString(), cancellationToken), author, item.ModifiedUtc ?? item.PublishedUtc)
            : desk.Rewrite(latest, item.Parts, author, item.ModifiedUtc);
        if (item.Published && await desk.PublishAsync(stored, item.PublishedUtc, cancellationToken) is { } refusal)
        {
            throw step.Error($"{item.DisplayText}: {string.Format(System.Globalization.CultureInfo.InvariantCulture, refusal.Message, refusal.Arguments)}");
        }

        return true;
    }

    private static bool IsSame(ContentItem latest, Item item) =>
        latest.Parts == item.Parts
        && latest.Published == item.Published
        && (item.PublishedUtc is null || latest.PublishedUtc == item.PublishedUtc);

    private async Task<string> FindAsync(string email, Func<UserSummary, string> what, CancellationToken cancellationToken) =>
        email.Length > 0 && await users.FindByEmailAsync(email, cancellationToken) is { } user ? what(user) : email;

    private static Item Understand(JsonObject body, ContentDefinitions definitions, RecipeStep step)
    {
        var header = ReadHeader(body, step);
        if (!ContentId.IsValid(header.ContentItemId))
        {
            throw step.Error($"{header.ContentItemId} is not a content item id: 26 characters of 0-9 and a-z without i, l, o and u");
        }

        var type = definitions.Find(header.ContentType) ?? throw step.Error($"the item {header.ContentItemId} is of the unknown content type {header.ContentType}");
        var parts = header.Parts.ToDictionary(part => part.Key, part => ReadPart(part.Key, part.Value, type, header, step), StringComparer.Ordinal);
        return new Item(
            header.ContentItemId,
            header.ContentType,
            header.DisplayText,
            header.Published,
            header.ModifiedUtc?.ToUniversalTime(),
            header.PublishedUtc?.ToUniversalTime(),
            header.Owner,
            header.Author,
            ContentParts.Of(type.Parts.Where(parts.ContainsKey).Select(part => parts[part])));
    }

    private static Header ReadHeader(JsonObject body, RecipeStep step)
    {
        try
        {
            return body.Deserialize<Header>(JsonSerializerOptions.Web)!;
        }
        catch (JsonException exception)
        {
            throw step.Error($"an item of Data is wrong: {exception.Message}");
        }
    }

    private static IContentPart ReadPart(string name, JsonElement value, ContentType type, Header header, RecipeStep step)
    {
        if (!type.Parts.Contains(name, StringComparer.Ordinal))
        {
            throw step.Error($"the item {header.ContentItemId} has a part {name}, which the content type {type.Name} does not have");
        }

        try
        {
            return ContentParts.Read(name, JsonSerializer.SerializeToNode(value)) switch
            {
                AutoroutePart { Path: var path } when !ContentPath.IsValid(path) || path != ContentPath.Normalise(path) => throw new JsonException($"the path {path} is not one"),
                LocalizationPart { Culture: var culture } when !ContentCultures.All.Contains(culture) => throw new JsonException($"the culture {culture} is none of {string.Join(", ", ContentCultures.All)}"),
                TitlePart { Title.Length: 0 or > ContentItem.TitleLength } => throw new JsonException($"the title must have 1 to {ContentItem.TitleLength} characters"),
                MarkdownBodyPart { Markdown: var markdown } when MarkdownText.IsTooDeep(markdown) => throw new JsonException("quotes or lists are nested too deeply to be shown"),
                var part => part,
            };
        }
        catch (JsonException exception)
        {
            throw step.Error($"the item {header.ContentItemId}, {name}: {exception.Message}");
        }
    }

    private sealed record Model
    {
        public required IReadOnlyList<JsonObject> Data { get; init; }
    }

    /// <summary>What every item has; all other properties are its parts.</summary>
    private sealed record Header
    {
        public required string ContentItemId { get; init; }

        /// <summary>Accepted as Orchard writes it; versions get ids of their own here.</summary>
        public string? ContentItemVersionId { get; init; }
        public required string ContentType { get; init; }
        public string DisplayText { get; init; } = string.Empty;
        public bool Latest { get; init; } = true;
        public bool Published { get; init; }

        /// <summary>Accepted as Orchard writes it; an item is as old as its first version.</summary>
        public DateTime? CreatedUtc { get; init; }
        public DateTime? ModifiedUtc { get; init; }
        public DateTime? PublishedUtc { get; init; }
        public string Owner { get; init; } = string.Empty;
        public string Author { get; init; } = string.Empty;

        [System.Text.Json.Serialization.JsonExtensionData]
        public Dictionary<string, JsonElement> Parts { get; init; } = [];
    }

    private sealed record Item(
        string ContentItemId, string ContentType, string DisplayText, bool Published, DateTime? ModifiedUtc, DateTime? PublishedUtc, string Owner, string Author, ContentParts Parts);
}
