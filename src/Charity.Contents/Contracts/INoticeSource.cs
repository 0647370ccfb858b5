namespace Charity.Contents.Contracts;

/// <summary>A notice that another module publishes.</summary>
/// <param name="Title">In the reader's language.</param>
/// <param name="Note">A few words, such as until when it runs.</param>
public sealed record NoticeLink(string Title, string Url, string Note, DateTime PublishedUtc);

/// <summary>A module's share of <c>/notices</c>, above what editors wrote. Only what everybody may see.</summary>
public interface INoticeSource
{
    /// <summary>Those that run at present, newest first.</summary>
    Task<IReadOnlyList<NoticeLink>> RunningAsync(CancellationToken cancellationToken);
}
