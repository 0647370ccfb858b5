namespace Charity.Disbursements.Batches;

internal static class BatchWords
{
    public static string Of(LineAnswer answer) => answer switch
    {
        LineAnswer.None => "No answer yet",
        LineAnswer.Paid => "Paid out",
        LineAnswer.Failed => "Not paid",
        LineAnswer.Returned => "Sent back",
        _ => throw new InvalidOperationException($"Unknown answer {answer}."),
    };

    public static string? Badge(LineAnswer answer) => answer switch
    {
        LineAnswer.Paid => "badge-success",
        LineAnswer.Failed or LineAnswer.Returned => "badge-danger",
        _ => null,
    };
}
