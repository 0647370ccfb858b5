using System.Globalization;
using Charity.Donations.Giving;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Donations.Offline;

/// <summary>What somebody enters about a gift of cash or by bank transfer.</summary>
/// <param name="BankReference">The bank's number of the transfer; a transfer is entered once.</param>
internal sealed record OfflineGiftFacts(
    Guid FundId, GiftSource Source, long AmountMinor, string Currency, DateOnly ReceivedOn, string DonorName, string? DonorEmail, bool IsAnonymous,
    string? FirstWitness, string? SecondWitness, string? BankReference, bool ReceiptWaived);

/// <summary>
/// A gift that came outside the site. It is a claim until a second person has counted the cash or seen the bank statement;
/// only then is it a <see cref="Donation"/> with an entry and a receipt.
/// </summary>
[Audited]
internal sealed class OfflineGift : WorkflowInstance
{
    private OfflineGift()
    {
    }

    public Guid FundId { get; private init; }
    public GiftSource Source { get; private init; }
    public long AmountMinor { get; private init; }
    public string Currency { get; private init; } = string.Empty;
    public DateOnly ReceivedOn { get; private init; }

    /// <summary>People's names stay out of the audit trail, which nothing is ever taken out of.</summary>
    [NotAudited]
    public string DonorName { get; private set; } = string.Empty;
    public string? DonorEmail { get; private set; }

    [NotAudited]
    public byte[]? DonorEmailHash { get; private set; }
    public bool IsAnonymous { get; private set; }

    /// <summary>Cash is counted before two witnesses.</summary>
    [NotAudited]
    public string? FirstWitness { get; private init; }

    [NotAudited]
    public string? SecondWitness { get; private init; }
    public string? BankReference { get; private init; }
    public bool ReceiptWaived { get; private init; }
    public Guid? EnteredById { get; private init; }
    public string EnteredByName { get; private init; } = string.Empty;
    public DateTime EnteredUtc { get; private init; }
    public Guid? DecidedById { get; private set; }
    public string? DecidedByName { get; private set; }
    public DateTime? DecidedUtc { get; private set; }
    public string? DeclineReason { get; private set; }

    /// <summary>The gift it became.</summary>
    public Guid? DonationId { get; private set; }

    public static OfflineGift Enter(Guid id, OfflineGiftFacts facts, byte[]? emailHash, Guid? enteredById, string enteredByName, DateTimeOffset now)
    {
        var gift = new OfflineGift
        {
            Id = id,
            FundId = facts.FundId,
            Source = facts.Source,
            AmountMinor = facts.AmountMinor,
            Currency = facts.Currency,
            ReceivedOn = facts.ReceivedOn,
            DonorName = facts.DonorName,
            DonorEmail = facts.DonorEmail,
            DonorEmailHash = emailHash,
            IsAnonymous = facts.IsAnonymous || facts.DonorName.Length == 0,
            FirstWitness = facts.FirstWitness,
            SecondWitness = facts.SecondWitness,
            BankReference = facts.BankReference,
            ReceiptWaived = facts.ReceiptWaived,
            EnteredById = enteredById,
            EnteredByName = enteredByName,
            EnteredUtc = now.UtcDateTime,
        };
        gift.BeginIn(OfflineGiftProcess.Entered);
        return gift;
    }

    /// <summary>True when the form that made this entry says what the other one says.</summary>
    public bool IsSameGiftAs(OfflineGift other) => Content() == other.Content();

    /// <summary>The id of an entry whose form has made another one before.</summary>
    public Guid IdOfNextEntry() => DerivedId.Of(Id.ToString("N"), Content());

    public void Confirmed(Guid donationId, Guid? byId, string byName, DateTimeOffset now)
    {
        DonationId = donationId;
        (DecidedById, DecidedByName, DecidedUtc) = (byId, byName, now.UtcDateTime);
    }

    public void Declined(string reason, Guid? byId, string byName, DateTimeOffset now)
    {
        DeclineReason = reason;
        (DecidedById, DecidedByName, DecidedUtc) = (byId, byName, now.UtcDateTime);
    }

    public void Erase()
    {
        DonorName = string.Empty;
        DonorEmail = null;
        DonorEmailHash = null;
        IsAnonymous = true;
    }

    private string Content() => string.Join(
        '\u001f', FundId.ToString("N"), Source.ToString(), AmountMinor.ToString(CultureInfo.InvariantCulture), ReceivedOn.ToString("O", CultureInfo.InvariantCulture), DonorName,
        DonorEmailHash is null ? null : Convert.ToHexString(DonorEmailHash), IsAnonymous.ToString(), FirstWitness, SecondWitness, BankReference, ReceiptWaived.ToString());
}

internal static class OfflineGiftProcess
{
    public const string Entered = "entered", IsConfirmed = "confirmed", IsDeclined = "declined";
    public const string Confirm = "confirm", Decline = "decline";

    public static readonly WorkflowDefinition<OfflineGift> Table = new WorkflowDefinition<OfflineGift>("offline-gift")
        .State(Entered, new StateWords("Waiting for the second person", "Waiting for a second person's confirmation", null, "A second person counts the cash or looks at the bank statement, and confirms."), deadline: TimeSpan.FromDays(3))
        .State(IsConfirmed, new StateWords("Confirmed", "Confirmed and booked", "Booked", "It is in the books of the fund, for everybody to see."), isFinal: true)
        .State(IsDeclined, new StateWords("Declined", "Declined", null, "It was not booked. Enter it again if it was mistyped."), isFinal: true)
        .Move(Entered, Confirm, IsConfirmed, Permissions.ConfirmOfflineGifts, "Confirm the gift", ByAnotherPerson)
        .Move(Entered, Decline, IsDeclined, Permissions.ConfirmOfflineGifts, "Decline");

    /// <summary>Whoever entered a gift cannot confirm it: nobody can put money into the books alone.</summary>
    private static Task<Failure?> ByAnotherPerson(OfflineGift gift, IServiceProvider services, CancellationToken cancellationToken)
    {
        var user = services.GetRequiredService<ICurrentUser>();
        return Task.FromResult(user is { IsSystem: false } && user.Id == gift.EnteredById
            ? Failure.Forbidden("same_person", "You entered this gift yourself, so somebody else has to confirm it.")
            : null);
    }
}

internal sealed class OfflineGiftConfiguration : IEntityTypeConfiguration<OfflineGift>
{
    public void Configure(EntityTypeBuilder<OfflineGift> gift)
    {
        gift.ToTable("Donations_OfflineGifts", table => table.HasCheckConstraint("CK_Donations_OfflineGifts_Amount", "\"AmountMinor\" > 0"));
        gift.IsWorkflowInstance();
        gift.Property(g => g.Currency).HasMaxLength(3);
        gift.Property(g => g.DonorName).HasMaxLength(Donation.NameLength);
        gift.Property(g => g.DonorEmail).IsEncrypted();
        gift.Property(g => g.DonorEmailHash).HasMaxLength(32);
        gift.Property(g => g.FirstWitness).HasMaxLength(Donation.NameLength);
        gift.Property(g => g.SecondWitness).HasMaxLength(Donation.NameLength);
        gift.Property(g => g.BankReference).HasMaxLength(64);
        gift.Property(g => g.EnteredByName).HasMaxLength(200);
        gift.Property(g => g.DecidedByName).HasMaxLength(200);
        gift.Property(g => g.DeclineReason).HasMaxLength(500);

        // A declined transfer may be entered again, correctly.
        gift.HasIndex(g => g.BankReference).IsUnique().HasFilter("\"State\" <> 'declined'");
        gift.HasIndex(g => new { g.State, g.Id });
        gift.HasIndex(g => g.DonorEmailHash);
    }
}
