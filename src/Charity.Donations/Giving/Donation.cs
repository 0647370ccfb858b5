using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Charity.Platform.Data;
using Charity.Platform.Workflow;

namespace Charity.Donations.Giving;

/// <summary>How the money came.</summary>
internal enum GiftSource
{
    Online = 0,
    Cash = 1,
    Bank = 2,
}

/// <summary>A message is shown only after somebody has read it.</summary>
internal enum MessageState
{
    None = 0,
    Waiting = 1,
    Shown = 2,
    Hidden = 3,
}

/// <summary>Who gives, as they said. All of it may be missing.</summary>
/// <param name="EmailHash">Keyed hash of the address, to find a person's gifts without decrypting every row.</param>
internal sealed record Giver(Guid? Id, string Name, string? Email, byte[]? EmailHash, bool IsAnonymous, string Culture);

/// <summary>
/// A gift: who, how much, for which fund, and how its payment stands. <see cref="AmountMinor"/> is what is charged and booked for the
/// fund (gross); <see cref="CoveredFeeMinor"/> is the part of it the donor added to cover the provider's fee.
/// </summary>
internal sealed class Donation : WorkflowInstance
{
    public const int NameLength = 50;
    public const int EmailLength = 254;
    public const int MessageLength = 200;
    private const int TokenBytes = 16;

    private Donation()
    {
    }

    /// <summary>One sent form makes one gift, however often it arrives; unique.</summary>
    public Guid FormId { get; private init; }

    /// <summary>128 random bits, URL-safe: the donor's key to the tracking page and the receipt.</summary>
    public string Token { get; private init; } = string.Empty;

    /// <summary>The fund that has the gift; for a held one, the fund it was meant for.</summary>
    public Guid FundId { get; private set; }

    /// <summary>The fund the gift was meant for, when it was decided that another one gets it.</summary>
    public Guid? MeantForFundId { get; private set; }
    public long AmountMinor { get; private init; }
    public long CoveredFeeMinor { get; private init; }
    public string Currency { get; private init; } = string.Empty;
    public GiftSource Source { get; private init; }
    public Guid? DonorId { get; private set; }

    /// <summary>As given, for the receipt; empty when none was given.</summary>
    public string DonorName { get; private set; } = string.Empty;
    public string? DonorEmail { get; private set; }
    public byte[]? DonorEmailHash { get; private set; }

    /// <summary>The name is not shown in public (Charity Law, article 82).</summary>
    public bool IsAnonymous { get; private set; }
    public string? Message { get; private set; }
    public MessageState MessageState { get; private set; }

    /// <summary>The language the donor used; mails are written in it.</summary>
    public string Culture { get; private init; } = string.Empty;

    /// <summary>The donor wants no receipt; the law asks for a record of that (article 38).</summary>
    public bool ReceiptWaived { get; private set; }
    public string? ReceiptNumber { get; private set; }
    public DateTime CreatedUtc { get; private init; }

    /// <summary>When the money arrived, by the provider's clock; null while it has not.</summary>
    public DateTime? PaidUtc { get; private set; }

    /// <summary>The day in the books, in the site's time zone.</summary>
    public DateOnly? EffectiveDate { get; private set; }

    /// <summary>The order that can still be paid; null once it failed, and for offline gifts.</summary>
    public Guid? CheckoutId { get; private set; }

    /// <summary>The provider's payment, e.g. <c>sandbox:pay_1</c>; unique, so one payment is one gift.</summary>
    public string? PaymentObject { get; private set; }
    public string? PaymentMethod { get; private set; }

    /// <summary>The ledger entry that books the gift; made with the gift, so that booking it again is the same entry.</summary>
    public Guid EntryId { get; private init; }

    /// <summary>What ledger entries, orders and addresses of the public ledger call this gift.</summary>
    public string Reference => ReferenceOf(Id);

    public bool HasMoney => PaidUtc is not null;

    public static Donation Give(
        Guid formId, Guid fundId, long amountMinor, long coveredFeeMinor, string currency, Giver giver, string? message, bool receiptWaived, DateTimeOffset now) =>
        Create(formId, fundId, amountMinor, currency, GiftSource.Online, giver, now, coveredFeeMinor, message, receiptWaived, orderable: true);

    /// <summary>A confirmed gift of cash or by bank transfer.</summary>
    public static Donation ReceiveOffline(
        Guid offlineGiftId, Guid fundId, long amountMinor, string currency, GiftSource source, Giver giver, bool receiptWaived, DateTimeOffset now) =>
        Create(offlineGiftId, fundId, amountMinor, currency, source, giver, now, coveredFeeMinor: 0, message: null, receiptWaived, orderable: false);

    /// <summary>A second payment for one gift: a gift of its own, held until somebody has talked to the donor. Its form id comes from the payment, so it is made once.</summary>
    public static Donation Surplus(Donation first, Guid formId, long amountMinor, DateTimeOffset now) => Create(
        formId, first.FundId, amountMinor, first.Currency, GiftSource.Online,
        new Giver(first.DonorId, first.DonorName, first.DonorEmail, first.DonorEmailHash, first.IsAnonymous, first.Culture),
        now, coveredFeeMinor: 0, message: null, first.ReceiptWaived, orderable: false);

    /// <summary>The gift's id out of a <see cref="Reference"/>, or null when it is about something else.</summary>
    public static Guid? IdOf(string reference) =>
        reference.StartsWith("donation:", StringComparison.Ordinal) && Guid.TryParseExact(reference.AsSpan("donation:".Length), "D", out var id) ? id : null;

    public static string ReferenceOf(Guid id) => $"donation:{id:D}";

    /// <summary>True when the form that made this gift says what the other one says.</summary>
    public bool IsSameGiftAs(Donation other) => Content() == other.Content();

    /// <summary>The form id of a gift whose form was sent before with something else in it.</summary>
    public Guid IdOfChangedForm() => DerivedId.Of(FormId.ToString("N"), Content());

    /// <summary>The order failed for good; the next try needs a new one.</summary>
    public void OrderFailed(Guid checkoutId) => CheckoutId = CheckoutId == checkoutId ? null : CheckoutId;

    public void OrderAgain(Guid checkoutId) => CheckoutId = checkoutId;

    /// <summary>The money has arrived.</summary>
    public void Receive(DateTime paidUtc, DateOnly day, string? paymentObject, string? paymentMethod)
    {
        if (HasMoney)
        {
            throw new InvalidOperationException($"Gift {Id} has its money already.");
        }

        PaidUtc = paidUtc;
        EffectiveDate = day;
        PaymentObject = paymentObject;
        PaymentMethod = paymentMethod;
    }

    /// <summary>A held gift goes to this fund.</summary>
    public void GoTo(Guid fundId)
    {
        MeantForFundId = FundId == fundId ? null : FundId;
        FundId = fundId;
    }

    public void Number(string receiptNumber) =>
        ReceiptNumber = ReceiptNumber is null ? receiptNumber : throw new InvalidOperationException($"Gift {Id} has a receipt already.");

    /// <summary>The donor wants a receipt after all.</summary>
    public void TakeBackWaiver() => ReceiptWaived = false;

    public void Moderate(bool show) => MessageState = MessageState == MessageState.None
        ? throw new InvalidOperationException($"Gift {Id} has no message.")
        : show ? MessageState.Shown : MessageState.Hidden;

    public void BelongTo(Guid donorId) => DonorId = donorId;

    /// <summary>Takes the person out; the gift and its entry stay, because the books must stay whole.</summary>
    public void Erase()
    {
        DonorId = null;
        DonorName = string.Empty;
        DonorEmail = null;
        DonorEmailHash = null;
        IsAnonymous = true;
        Message = null;
        MessageState = MessageState.None;
    }

    private string Content() => string.Join(
        '\u001f', FundId.ToString("N"), AmountMinor.ToString(CultureInfo.InvariantCulture), CoveredFeeMinor.ToString(CultureInfo.InvariantCulture), DonorName, IsAnonymous.ToString(),
        Message, ReceiptWaived.ToString(), DonorEmailHash is null ? null : Convert.ToHexString(DonorEmailHash));

    private static Donation Create(
        Guid formId, Guid fundId, long amountMinor, string currency, GiftSource source, Giver giver, DateTimeOffset now,
        long coveredFeeMinor, string? message, bool receiptWaived, bool orderable)
    {
        var donation = new Donation
        {
            Id = Guid.CreateVersion7(now),
            FormId = formId,
            Token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes)),
            FundId = fundId,
            AmountMinor = amountMinor,
            CoveredFeeMinor = coveredFeeMinor,
            Currency = currency,
            Source = source,
            DonorId = giver.Id,
            DonorName = giver.Name,
            DonorEmail = giver.Email,
            DonorEmailHash = giver.EmailHash,
            IsAnonymous = giver.IsAnonymous || giver.Name.Length == 0,
            Message = string.IsNullOrEmpty(message) ? null : message,
            MessageState = string.IsNullOrEmpty(message) ? MessageState.None : MessageState.Waiting,
            Culture = giver.Culture,
            ReceiptWaived = receiptWaived,
            CreatedUtc = now.UtcDateTime,
            CheckoutId = orderable ? Guid.CreateVersion7(now) : null,
            EntryId = Guid.CreateVersion7(now),
        };
        donation.BeginIn(DonationProcess.Pending);
        return donation;
    }
}
