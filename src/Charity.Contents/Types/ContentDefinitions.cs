namespace Charity.Contents.Types;

/// <summary>The site's content types, as the <c>ContentDefinition</c> steps of its recipes left them. Kept as settings, so that every node reads them from memory.</summary>
internal sealed record ContentDefinitions
{
    public IReadOnlyList<ContentType> Types { get; init; } = [];

    public ContentType? Find(string name) => Types.FirstOrDefault(type => type.Name == name);

    /// <summary>The definitions with these types added, or put in the place of those with the same name.</summary>
    public ContentDefinitions With(IEnumerable<ContentType> changed)
    {
        var types = Types.ToList();
        foreach (var type in changed)
        {
            var index = types.FindIndex(known => known.Name == type.Name);
            if (index < 0)
            {
                types.Add(type);
            }
            else
            {
                types[index] = type;
            }
        }

        return new ContentDefinitions { Types = types };
    }
}

/// <summary>A kind of content and the parts it is made of.</summary>
internal sealed record ContentType
{
    public required string Name { get; init; }

    /// <summary>English text, the key of its translation.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Editors may write new ones.</summary>
    public bool Creatable { get; init; }

    /// <summary>Editors see them in the list of content.</summary>
    public bool Listable { get; init; }

    /// <summary>Part names, in the order the editor shows them.</summary>
    public required IReadOnlyList<string> Parts { get; init; }

    public bool Has<T>() where T : class, IContentPart => Parts.Contains(typeof(T).Name);
}
