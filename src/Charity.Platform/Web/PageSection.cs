namespace Charity.Platform.Web;

/// <summary>A part of a page that a module adds to another module's page. <paramref name="View"/> is <c>Module/Folder/View</c>, e.g. <c>Charity.Donations/FundPage/RecentGifts</c>; themes may replace it.</summary>
public sealed record PageSection(string View, object Model, int Order);
