namespace Charity.Ventures.Needs;

internal static class NeedWords
{
    /// <summary>The badge's class.</summary>
    public static string Badge(string state) => state switch
    {
        NeedProcess.Submitted => "badge-warning",
        NeedProcess.Published => "badge-info",
        NeedProcess.Met => "badge-success",
        _ => "badge-quiet",
    };
}
