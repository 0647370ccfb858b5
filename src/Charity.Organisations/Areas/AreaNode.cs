using System.Text.RegularExpressions;
using Charity.Organisations.Contracts;
using Charity.Platform.Audit;
using Charity.Platform.Requests;
using Charity.Platform.Text;

namespace Charity.Organisations.Areas;

/// <summary>One area of the tree: district, street or town, community or village. Its code and its place never change, because funds and scopes name them.</summary>
[Audited]
internal sealed partial class AreaNode
{
    public const int CodeLength = 60;

    private AreaNode()
    {
    }

    public Guid Id { get; private init; }
    public string Code { get; private init; } = string.Empty;
    public LocalizedText Name { get; private set; } = new(string.Empty);
    public AreaKind Kind { get; private init; }
    public Guid? ParentId { get; private init; }

    /// <inheritdoc cref="Area.Path"/>
    public string Path { get; private init; } = string.Empty;

    /// <summary>The order among the areas of one parent.</summary>
    public int Position { get; private init; }

    public int Version { get; private set; }

    public string? ParentCode => Path.Split('/', StringSplitOptions.RemoveEmptyEntries) is [.., var parent, _] ? parent : null;

    public static Result<AreaNode> Add(AreaNode? parent, string code, LocalizedText name, AreaKind kind, int position, TimeProvider clock)
    {
        if (!IsCode(code))
        {
            return Failure.Field(nameof(Code), "area_code_malformed", "A code has lower-case letters, digits and hyphens, at most 60.");
        }

        return KindsBelow(parent?.Kind).Contains(kind)
            ? new AreaNode
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                Code = code,
                Name = name,
                Kind = kind,
                ParentId = parent?.Id,
                Path = $"{parent?.Path ?? "/"}{code}/",
                Position = position,
            }
            : Failure.Field(nameof(Kind), "area_kind_misplaced", "An area of this kind cannot lie here: a district holds streets and towns, and these hold communities and villages.");
    }

    public void Rename(LocalizedText name)
    {
        if (Name != name)
        {
            Name = name;
            Version++;
        }
    }

    public static IReadOnlyList<AreaKind> KindsBelow(AreaKind? parent) => parent switch
    {
        null => [AreaKind.District],
        AreaKind.District => [AreaKind.Street, AreaKind.Town],
        AreaKind.Street or AreaKind.Town => [AreaKind.Community, AreaKind.Village],
        AreaKind.Community or AreaKind.Village => [],
        _ => throw new InvalidOperationException($"Unknown kind {parent}."),
    };

    private static bool IsCode(string code) => code.Length <= CodeLength && CodePattern().IsMatch(code);

    [GeneratedRegex("^[a-z0-9]+(?:-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex CodePattern();
}
