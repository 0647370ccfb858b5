namespace Charity.Contents.Contracts;

/// <summary>A published content item as a list shows it, in the reader's language where it is translated.</summary>
/// <param name="Summary">The beginning of its text without markup, at most 160 characters.</param>
public sealed record ContentSummary(string ContentItemId, string ContentType, string Title, string Url, string Summary, DateTime PublishedUtc);

public interface IContentLists
{
    /// <summary>The newest published items of a type.</summary>
    Task<IReadOnlyList<ContentSummary>> NewestAsync(string contentType, int count, CancellationToken cancellationToken);
}
