namespace Charity.Users.Contracts;

/// <summary>
/// A module's share of a person's data (PIPL articles 45 and 47): it is copied into the export, and removed or made anonymous on
/// erasure. What the law or the books need stays without the person; <see cref="EraseAsync"/> answers with what stays and why.
/// </summary>
public interface IPersonalDataSource
{
    /// <summary>The file name in the export, without extension.</summary>
    string Section { get; }

    /// <summary>English text, the key of its translation: the heading of this part in the page for people.</summary>
    string Title => Section;

    /// <summary>An object that serialises to JSON, or null when there is nothing.</summary>
    Task<object?> ExportAsync(UserSummary person, CancellationToken cancellationToken);

    /// <returns>English sentences, keys of their translations, saying what is kept and why; empty when nothing is kept.</returns>
    Task<IReadOnlyList<string>> EraseAsync(UserSummary person, CancellationToken cancellationToken);
}
