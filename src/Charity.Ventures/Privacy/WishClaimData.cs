using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Workflow;
using Charity.Users.Contracts;
using Charity.Ventures.Wishes;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Privacy;

/// <summary>The wishes a person took on. What is in hand is given back; that a wish was fulfilled stays counted, without the person.</summary>
internal sealed class WishClaimData(CharityDbContext db, WishDesk desk, IWorkflowDoor door, IMailOutbox outbox, TimeProvider clock) : IPersonalDataSource
{
    public string Section => "wishes";

    public async Task<object?> ExportAsync(UserSummary person, CancellationToken cancellationToken)
    {
        var claims = await (from claim in OfPerson(person).AsNoTracking()
                            join wish in db.Set<Wish>() on claim.WishId equals wish.Id
                            orderby claim.ClaimedUtc
                            select new { wish.What, claim.ShownName, claim.Contact, claim.ClaimedUtc, claim.EndedUtc, claim.Outcome }).ToListAsync(cancellationToken);
        return claims.Count == 0
            ? null
            : claims.ConvertAll(claim => new { Wish = claim.What.Zh, claim.ShownName, claim.Contact, claim.ClaimedUtc, claim.EndedUtc, Outcome = claim.Outcome.ToString() });
    }

    public async Task<IReadOnlyList<string>> EraseAsync(UserSummary person, CancellationToken cancellationToken)
    {
        var claims = await OfPerson(person).ToListAsync(cancellationToken);
        foreach (var open in claims.Where(claim => claim.EndedUtc is null))
        {
            var wish = (await desk.LoadAsync(open.WishId, cancellationToken))!;
            if ((await door.FireAsync(WishProcess.Table, wish, WishProcess.GiveBack, expectedVersion: null, note: null, cancellationToken)).Succeeded)
            {
                open.End(ClaimOutcome.GivenBack, clock.GetUtcNow().UtcDateTime);
            }
        }

        claims.ForEach(claim => claim.ForgetPerson());
        await ForgetMailsAsync(person, claims, cancellationToken);
        return claims.Any(claim => claim.Outcome == ClaimOutcome.Fulfilled) ? ["That the wishes you fulfilled were fulfilled stays on their pages, without your name."] : [];
    }

    private async Task ForgetMailsAsync(UserSummary person, List<WishClaim> claims, CancellationToken cancellationToken)
    {
        var ofPerson = $":{person.Id:N}";
        var keys = new List<string>();
        foreach (var prefix in claims.Select(claim => claim.MailKey(string.Empty)))
        {
            keys.AddRange(await db.Set<OutgoingMail>().Where(mail => mail.Key.StartsWith(prefix) && mail.Key.EndsWith(ofPerson)).Select(mail => mail.Key).ToListAsync(cancellationToken));
        }

        await outbox.ForgetAsync(keys, cancellationToken);
    }

    private IQueryable<WishClaim> OfPerson(UserSummary person) => db.Set<WishClaim>().Where(claim => claim.ClaimerId == person.Id);
}
