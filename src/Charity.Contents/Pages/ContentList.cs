namespace Charity.Contents.Pages;

/// <summary>A content type that has a public list. The texts are English, the keys of their translations.</summary>
internal sealed record ContentList(string ContentType, string Url, string Title, string Lead)
{
    private static readonly ContentList[] All =
    [
        new("Notice", "/notices", "Notices", "Public notices, disclosures and corrections, newest first."),
        new("Article", "/articles", "Articles", "What the gifts have made possible, told by those who were there."),
    ];

    public static ContentList? Of(string contentType) => Array.Find(All, list => list.ContentType == contentType);

    public static IReadOnlyList<ContentList> Lists => All;
}
