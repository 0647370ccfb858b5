using Charity.Donations.Booking;
using Charity.Donations.Giving;
using Charity.Donations.Offline;
using Charity.Funds.Contracts;
using Charity.Payments.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Users.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Privacy;

/// <summary>
/// A person's gifts in the export, and without the person after erasure. The gift and its entry stay: donation records are kept for
/// at least two years after the campaign, and the books must stay whole.
/// </summary>
internal sealed class DonationPersonalData(CharityDbContext db, IFunds funds, ICheckouts checkouts, IMailOutbox outbox, FieldCipher cipher) : IPersonalDataSource
{
    public string Section => "gifts";

    public string Title => "Your gifts";

    public async Task<object?> ExportAsync(UserSummary person, CancellationToken cancellationToken)
    {
        var gifts = await OfPerson(person).AsNoTracking().OrderBy(gift => gift.Id).ToListAsync(cancellationToken);
        var unbooked = await UnbookedOf(person).AsNoTracking().OrderBy(gift => gift.Id).ToListAsync(cancellationToken);
        if (gifts.Count + unbooked.Count == 0)
        {
            return null;
        }

        var names = (await funds.AllAsync(cancellationToken)).ToDictionary(fund => fund.Id, fund => fund.Name.Zh);
        var told = gifts.Select(gift => new
        {
            gift.Id,
            Fund = names.GetValueOrDefault(gift.FundId),
            Amount = Money.Format(gift.AmountMinor, gift.Currency),
            gift.State,
            Source = GiftSources.Word(gift.Source),
            Name = gift.DonorName,
            Email = gift.DonorEmail,
            gift.IsAnonymous,
            gift.Message,
            MessageState = gift.MessageState.ToString(),
            gift.ReceiptNumber,
            gift.ReceiptWaived,
            gift.CreatedUtc,
            gift.PaidUtc,
        });
        return told.Concat<object>(unbooked.Select(gift => new
        {
            gift.Id,
            Fund = names.GetValueOrDefault(gift.FundId),
            Amount = Money.Format(gift.AmountMinor, gift.Currency),
            gift.State,
            Source = GiftSources.Word(gift.Source),
            Name = gift.DonorName,
            Email = gift.DonorEmail,
            gift.IsAnonymous,
            gift.ReceivedOn,
            gift.ReceiptWaived,
            CreatedUtc = gift.EnteredUtc,
        })).ToList();
    }

    public async Task<IReadOnlyList<string>> EraseAsync(UserSummary person, CancellationToken cancellationToken)
    {
        var gifts = await OfPerson(person).ToListAsync(cancellationToken);
        gifts.ForEach(gift => gift.Erase());
        await checkouts.ForgetPayersAsync([.. gifts.Select(gift => gift.CheckoutId).OfType<Guid>()], cancellationToken);
        await outbox.ForgetAsync([.. gifts.SelectMany(gift => ReceiptMail.KeysOf(gift.Id))], cancellationToken);
        var ids = gifts.Where(gift => gift.Source != GiftSource.Online).Select(gift => gift.Id).ToList();
        var entered = await db.Set<OfflineGift>().Where(gift => gift.DonationId != null && ids.Contains(gift.DonationId.Value)).ToListAsync(cancellationToken);
        entered.AddRange(await UnbookedOf(person).ToListAsync(cancellationToken));
        entered.ForEach(gift => gift.Erase());
        return gifts.Count + entered.Count == 0
            ? []
            : ["Your gifts stay in the books without your name: amount, fund, day and receipt number. The law asks for donation records to be kept, and the books must stay whole."];
    }

    /// <summary>Cash and transfers that somebody entered with this person's address and that are no gifts yet, or were declined.</summary>
    private IQueryable<OfflineGift> UnbookedOf(UserSummary person)
    {
        var fingerprint = person.EmailConfirmed ? DonorEmail.Fingerprint(cipher, person.Email) : null;
        return db.Set<OfflineGift>().Where(gift => fingerprint != null && gift.DonorEmailHash == fingerprint && gift.DonationId == null);
    }

    private IQueryable<Donation> OfPerson(UserSummary person)
    {
        if (!person.EmailConfirmed)
        {
            return db.Set<Donation>().Where(gift => gift.DonorId == person.Id);
        }

        var fingerprint = DonorEmail.Fingerprint(cipher, person.Email);
        return db.Set<Donation>().Where(gift => gift.DonorId == person.Id || (gift.DonorId == null && gift.DonorEmailHash == fingerprint));
    }
}
