namespace Charity.Platform.Security;

/// <summary>What a member of staff looks after, as codes: <c>area:qinghe</c> (with everything below it) and <c>fund:meiyuan</c>.</summary>
public interface IScopeCodes
{
    ValueTask<IReadOnlySet<string>> OfAsync(Guid userId, CancellationToken cancellationToken);
}

public static class ScopeCodes
{
    public static string OfArea(string code) => $"area:{code}";

    public static string OfFund(string slug) => $"fund:{slug}";
}
