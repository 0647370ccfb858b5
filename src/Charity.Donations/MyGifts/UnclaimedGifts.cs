using Charity.Donations.Giving;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Users.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.MyGifts;

internal static class UnclaimedGifts
{
    /// <summary>Gifts given without signing in, with this person's address: only when the address is proved to be theirs.</summary>
    public static IQueryable<Donation> Of(CharityDbContext db, UserSummary person, FieldCipher cipher)
    {
        if (!person.EmailConfirmed)
        {
            return db.Set<Donation>().Where(gift => false);
        }

        var fingerprint = DonorEmail.Fingerprint(cipher, person.Email);
        return db.Set<Donation>().Where(gift => gift.DonorEmailHash == fingerprint && gift.DonorId == null);
    }
}
