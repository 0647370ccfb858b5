namespace Charity.Payments.Sandbox;

/// <summary>An event the sandbox owes the site: kept in the transaction that made it, and delivered until the site answers with 200.</summary>
internal sealed class SandboxDelivery
{
    private const int LongestPauseSeconds = 300;

    private SandboxDelivery()
    {
    }

    public Guid Id { get; private init; }
    public string SessionId { get; private init; } = string.Empty;
    public byte[] Payload { get; private init; } = [];

    /// <summary>Not delivered before; moved ahead while somebody is delivering it.</summary>
    public DateTime DueUtc { get; private set; }
    public int Attempts { get; private set; }
    public DateTime? DeliveredUtc { get; private set; }
    public string? LastAnswer { get; private set; }

    public static SandboxDelivery Owe(Guid id, string sessionId, byte[] payload, DateTime dueUtc) =>
        new() { Id = id, SessionId = sessionId, Payload = payload, DueUtc = dueUtc };

    /// <summary>Kept from others until then; a crash only delays it.</summary>
    public void Claim(DateTime untilUtc) => DueUtc = untilUtc;

    public void Answered(int status, string answer, DateTime nowUtc)
    {
        Attempts++;
        LastAnswer = answer.Length > 200 ? answer[..200] : answer;
        if (status == 200)
        {
            DeliveredUtc = nowUtc;
        }
        else
        {
            DueUtc = nowUtc.AddSeconds(Math.Min(Math.Pow(2, Attempts), LongestPauseSeconds));
        }
    }
}
