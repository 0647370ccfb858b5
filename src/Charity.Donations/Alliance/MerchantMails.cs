using Charity.Funds.Contracts;
using Charity.Platform.Localization;
using Charity.Platform.Mail;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Microsoft.Extensions.Localization;

namespace Charity.Donations.Alliance;

/// <summary>Writes to merchants, in the language they applied in. The keys make each mail once.</summary>
internal sealed class MerchantMails(IMailOutbox outbox, IFunds funds, SiteAddress site, IStringLocalizer texts)
{
    /// <summary>Where a merchant tells its sales: whoever has the address may.</summary>
    public string SettlementAddress(Merchant merchant) => site.Of($"/alliance/{merchant.Slug}/settle/{merchant.SettlementKey}");

    /// <summary>The keys of all mails a merchant may have been promised.</summary>
    public static string[] KeysOf(Merchant merchant, IEnumerable<Guid> settlementIds)
    {
        var asked = new List<string>();
        for (var month = AllianceDesk.FirstOf(merchant.Since ?? DateOnly.MaxValue); month <= merchant.AskedFor; month = month.AddMonths(1))
        {
            asked.Add(AskedKey(merchant, month));
        }

        return [AdmittedKey(merchant), DeclinedKey(merchant), .. asked, .. settlementIds.Select(OwesKey)];
    }

    private static string AdmittedKey(Merchant merchant) => $"merchant-admitted:{merchant.Id:N}";

    private static string DeclinedKey(Merchant merchant) => $"merchant-declined:{merchant.Id:N}";

    private static string AskedKey(Merchant merchant, DateOnly month) => $"merchant-asked:{merchant.Id:N}:{AllianceWords.Month(month)}";

    private static string OwesKey(Guid settlementId) => $"merchant-owes:{settlementId:N}";

    public async Task WelcomeAsync(Merchant merchant, CancellationToken cancellationToken)
    {
        var fund = await funds.FindAsync(merchant.FundId, cancellationToken);
        Write(merchant, AdmittedKey(merchant), T => T["Welcome to the merchant alliance"], T =>
        [
            T["your shop is in the alliance now. Its pledge: {0} ({1}).", AllianceWords.Say(T, merchant.Pledge), fund?.Name.ToString() ?? string.Empty],
            T["Your page, for the code on your counter: {0}", site.Of($"/alliance/{merchant.Slug}")],
            T["After every month, tell your sales here; keep this address to yourself: {0}", SettlementAddress(merchant)],
        ]);
    }

    public void Decline(Merchant merchant, string reason) => Write(merchant, DeclinedKey(merchant), T => T["About joining the merchant alliance"], T =>
    [
        T["thank you for wanting to give. We cannot take your shop into the alliance at present:"],
        reason,
    ]);

    public void Ask(Merchant merchant, DateOnly month) => Write(merchant, AskedKey(merchant, month), T => T["Please tell us your sales of {0}", AllianceWords.Month(month)], T =>
    [
        T["the month is over. It takes a minute to tell what you sold: {0}", SettlementAddress(merchant)],
    ]);

    public async Task OweAsync(Merchant merchant, Settlement settlement, CancellationToken cancellationToken)
    {
        var fund = (await funds.FindAsync(merchant.FundId, cancellationToken))!;
        Write(merchant, OwesKey(settlement.Id), T => T["What your pledge comes to for {0}", AllianceWords.Month(settlement.Month)], T =>
        [
            .. settlement.Reason is { } reason ? [T["This corrects what we told you before: {0}", reason].Value] : Array.Empty<string>(),
            T["You told us: {0}. {1}.", AllianceWords.Basis(T, settlement.PledgeKind, settlement.Basis), AllianceWords.Say(T, settlement.Pledge)],
            T["That makes {0} for {1}.", Money.Format(settlement.AmountMinor, settlement.Currency), fund.Name],
            .. settlement.AmountMinor > 0
                ? [T["Please transfer it by {0} to the account on the fund's page, with the words {1}: {2}", settlement.DueOn, Settlement.ReferenceOf(merchant.Slug, settlement.Month), site.Of($"/funds/{fund.Slug}")].Value]
                : Array.Empty<string>(),
        ]);
    }

    private void Write(Merchant merchant, string key, Func<IStringLocalizer, LocalizedString> subject, Func<IStringLocalizer, IEnumerable<string>> lines)
    {
        // Somebody who was erased has no address any more.
        if (merchant.ContactEmail.Length == 0)
        {
            return;
        }

        using var _ = ReadersCulture.Use(merchant.Culture);
        outbox.Add(new MailDraft(key, merchant.ContactEmail, subject(texts), string.Join("\n\n", [texts["Dear {0},", merchant.ContactName].Value, .. lines(texts)])));
    }
}
