using Charity.Platform.Audit;
using Charity.Platform.Text;

namespace Charity.Organisations.Dossiers;

internal enum AccountState
{
    /// <summary>The organisation's word.</summary>
    Entered,

    /// <summary>The bureau has seen that the account is the organisation's.</summary>
    Proved,
}

/// <param name="Number">Digits; null keeps the one that was given before.</param>
internal sealed record AccountFacts(string BankName, string AccountName, string? Number);

/// <summary>The account that money is paid to. The number is encrypted at rest and shown in full only to an officer, who leaves a trace.</summary>
[Audited]
internal sealed class BankAccount
{
    private BankAccount()
    {
    }

    public BankAccount(Guid organisationId, DateTimeOffset now) => (Id, OrganisationId) = (Guid.CreateVersion7(now), organisationId);

    public Guid Id { get; private init; }
    public Guid OrganisationId { get; private init; }
    public string BankName { get; private set; } = string.Empty;
    public string AccountName { get; private set; } = string.Empty;
    public string AccountNumber { get; private set; } = string.Empty;

    [NotAudited]
    public byte[] NumberFingerprint { get; private set; } = [];
    public AccountState ProofState { get; private set; }
    public string? ProvedByName { get; private set; }
    public DateTime? ProvedUtc { get; private set; }

    /// <summary>The bank's confirmation among the attachments.</summary>
    public Guid? ProofAttachmentId { get; private set; }

    public bool IsProved => ProofState == AccountState.Proved;

    public string MaskedNumber => PersonalData.MaskBankAccount(AccountNumber);

    /// <summary>Whatever changes, the proof is gone: it was for the account as it was.</summary>
    public void Describe(AccountFacts facts, Fingerprints fingerprints)
    {
        var number = facts.Number ?? AccountNumber;
        if ((BankName, AccountName, AccountNumber) == (facts.BankName, facts.AccountName, number))
        {
            return;
        }

        (BankName, AccountName, AccountNumber) = (facts.BankName, facts.AccountName, number);
        NumberFingerprint = fingerprints.OfAccount(number);
        LoseProof();
    }

    public void Prove(string byName, DateTimeOffset now) => (ProofState, ProvedByName, ProvedUtc) = (AccountState.Proved, byName, now.UtcDateTime);

    public void LoseProof() => (ProofState, ProvedByName, ProvedUtc, ProofAttachmentId) = (AccountState.Entered, null, null, null);
}
