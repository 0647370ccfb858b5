using Charity.Donations.Alliance;
using Charity.Donations.Giving;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Security;
using Charity.Users.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Privacy;

/// <summary>The merchants somebody stands for, found by the proved e-mail address. After erasure the merchant stays, without the person.</summary>
internal sealed class MerchantPersonalData(CharityDbContext db, IMailOutbox outbox, FieldCipher cipher) : IPersonalDataSource
{
    public string Section => "merchants";

    public string Title => "Your shops in the merchant alliance";

    public async Task<object?> ExportAsync(UserSummary person, CancellationToken cancellationToken)
    {
        var merchants = await OfPerson(person).AsNoTracking().OrderBy(merchant => merchant.Id).ToListAsync(cancellationToken);
        return merchants.Count == 0
            ? null
            : merchants.Select(merchant => new { name = merchant.Name.Zh, contact = merchant.ContactName, telephone = merchant.ContactTelephone, email = merchant.ContactEmail, appliedUtc = merchant.AppliedUtc, state = merchant.State }).ToList();
    }

    public async Task<IReadOnlyList<string>> EraseAsync(UserSummary person, CancellationToken cancellationToken)
    {
        var merchants = await OfPerson(person).ToListAsync(cancellationToken);
        foreach (var merchant in merchants)
        {
            var settlements = await db.Set<Settlement>().Where(settlement => settlement.MerchantId == merchant.Id).Select(settlement => settlement.Id).ToListAsync(cancellationToken);
            await outbox.ForgetAsync(MerchantMails.KeysOf(merchant, settlements), cancellationToken);
            merchant.ForgetContact();
        }

        return merchants.Count == 0 ? [] : ["Your shop stays in the merchant alliance without your name and contact; what it gave stays in the books."];
    }

    private IQueryable<Merchant> OfPerson(UserSummary person)
    {
        var fingerprint = person.EmailConfirmed ? DonorEmail.Fingerprint(cipher, person.Email) : null;
        return db.Set<Merchant>().Where(merchant => fingerprint != null && merchant.ContactEmailHash == fingerprint);
    }
}
