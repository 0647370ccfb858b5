using System.Globalization;
using Charity.Donations.Giving;
using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Localization;
using Charity.Platform.Mail;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Microsoft.Extensions.Localization;

namespace Charity.Donations.Booking;

/// <summary>Writes the mails a gift promises, in the donor's language and from what is in memory: no query per gift. The keys make each mail once.</summary>
internal sealed class ReceiptMail(IMailOutbox outbox, ICharityProfile charities, SiteAddress site, IStringLocalizer texts)
{
    /// <summary>The keys of all mails a gift may promise.</summary>
    public static string[] KeysOf(Guid donationId) => [ReceiptKey(donationId), ThanksKey(donationId), HeldKey(donationId)];

    /// <summary>The receipt of a booked gift, or thanks when the donor wants none; the link is in both. Nothing is sent without an address.</summary>
    public Task PromiseReceiptAsync(Donation donation, FundSummary fund, CancellationToken cancellationToken)
    {
        if (donation.DonorEmail is not { } address)
        {
            return Task.CompletedTask;
        }

        if (donation.ReceiptNumber is { } number)
        {
            return PromiseReceiptAsync(donation, fund, address, number, cancellationToken);
        }

        PromiseThanks(donation, fund, address);
        return Task.CompletedTask;
    }

    private static string ReceiptKey(Guid id) => $"receipt:{id:D}";

    private static string ThanksKey(Guid id) => $"thanks:{id:D}";

    private static string HeldKey(Guid id) => $"held:{id:D}";

    private async Task PromiseReceiptAsync(Donation donation, FundSummary fund, string address, string number, CancellationToken cancellationToken)
    {
        var charity = await charities.GetAsync(cancellationToken);
        using var _ = ReadersCulture.Use(donation.Culture);
        var name = fund.Name.ToString();
        string[] lines =
        [
            donation.DonorName.Length == 0 ? texts["Dear friend,"] : texts["Dear {0},", donation.DonorName],
            string.Empty,
            texts["thank you. Your gift has arrived and is in the books of {0}.", name],
            string.Empty,
            texts["Receipt number: {0}", number],
            texts["Amount: {0} ({1})", Money.Format(donation.AmountMinor, donation.Currency), ChineseNumerals.Capital(donation.AmountMinor)],
            texts["Purpose: {0}", fund.Purpose.ToString()],
            texts["Received by: {0}", charity is null ? string.Empty : texts["{0} ({1})", charity.Name, charity.CreditCode].Value],
            texts["Date: {0}", donation.EffectiveDate!.Value],
            string.Empty,
            texts["Print the receipt: {0}", site.Of($"/donations/{donation.Token}/receipt")],
            texts["See what becomes of your gift: {0}", site.Of($"/donations/{donation.Token}")],
        ];
        outbox.Add(new MailDraft(ReceiptKey(donation.Id), address, texts["Receipt {0} for your gift to {1}", number, name], string.Join('\n', lines)));
    }

    private void PromiseThanks(Donation donation, FundSummary fund, string address)
    {
        using var _ = ReadersCulture.Use(donation.Culture);
        var name = fund.Name.ToString();
        string[] lines =
        [
            donation.DonorName.Length == 0 ? texts["Dear friend,"] : texts["Dear {0},", donation.DonorName],
            string.Empty,
            texts["thank you. Your gift has arrived and is in the books of {0}.", name],
            string.Empty,
            texts["Amount: {0} ({1})", Money.Format(donation.AmountMinor, donation.Currency), ChineseNumerals.Capital(donation.AmountMinor)],
            texts["Purpose: {0}", fund.Purpose.ToString()],
            string.Empty,
            texts["See what becomes of your gift: {0}", site.Of($"/donations/{donation.Token}")],
        ];
        outbox.Add(new MailDraft(ThanksKey(donation.Id), address, texts["Thank you for your gift to {0}", name], string.Join('\n', lines)));
    }

    /// <summary>Tells the donor of a held gift that the money is safe and somebody decides.</summary>
    public void PromiseNoticeOfHolding(Donation donation, FundSummary fund)
    {
        if (donation.DonorEmail is not { } address)
        {
            return;
        }

        using var _ = ReadersCulture.Use(donation.Culture);
        var name = fund.Name.ToString();
        string[] lines =
        [
            donation.DonorName.Length == 0 ? texts["Dear friend,"] : texts["Dear {0},", donation.DonorName],
            string.Empty,
            texts["your gift of {0} has arrived, but {1} could not take it any more. We keep your money apart and decide with you where it helps. You need not do anything.", Money.Format(donation.AmountMinor, donation.Currency), name],
            string.Empty,
            texts["See what becomes of your gift: {0}", site.Of($"/donations/{donation.Token}")],
        ];
        outbox.Add(new MailDraft(HeldKey(donation.Id), address, texts["Your gift to {0} is waiting for a decision", name], string.Join('\n', lines)));
    }
}
