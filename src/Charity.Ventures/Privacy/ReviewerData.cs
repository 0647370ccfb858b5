using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Users.Contracts;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Reviews;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Privacy;

/// <summary>What a reviewer has said of themself, declared and written. Scores that were handed in have decided about public money and stay, without a name.</summary>
internal sealed class ReviewerData(CharityDbContext db, IMailOutbox outbox) : IPersonalDataSource
{
    public string Section => "reviews";

    public async Task<object?> ExportAsync(UserSummary person, CancellationToken cancellationToken)
    {
        if (await db.Set<Reviewer>().AsNoTracking().SingleOrDefaultAsync(reviewer => reviewer.UserId == person.Id, cancellationToken) is not { } me)
        {
            return null;
        }

        var interests = await db.Set<ReviewerInterest>().AsNoTracking().Where(interest => interest.ReviewerId == me.Id).OrderBy(interest => interest.Id)
            .Select(interest => new { interest.OrganisationName, Kind = interest.Kind.ToString(), interest.Since, interest.LastDay, interest.Note, interest.DeclaredUtc }).ToListAsync(cancellationToken);
        var reviews = await ReviewDesk.Standing(db).AsNoTracking().Where(review => review.ReviewerId == me.Id).OrderBy(review => review.Id)
            .Select(review => new { review.AssignedUtc, review.State, review.Marks, review.Comment }).ToListAsync(cancellationToken);
        return new { me.Name, me.Employer, me.JobTitle, me.Expertise, me.AvoidedAreas, me.Capacity, me.Address, me.Telephone, me.JoinedUtc, Interests = interests, Reviews = reviews };
    }

    public async Task<IReadOnlyList<string>> EraseAsync(UserSummary person, CancellationToken cancellationToken)
    {
        if (await db.Set<Reviewer>().SingleOrDefaultAsync(reviewer => reviewer.UserId == person.Id, cancellationToken) is not { } me)
        {
            return [];
        }

        me.Forget();
        db.RemoveRange(await db.Set<ReviewerInterest>().Where(interest => interest.ReviewerId == me.Id).ToListAsync(cancellationToken));
        var suffix = $"{me.Id:N}";
        var keys = await db.Set<OutgoingMail>().Where(mail => mail.Key.Contains(suffix)).Select(mail => mail.Key).ToListAsync(cancellationToken);
        await outbox.ForgetAsync(keys, cancellationToken);
        return ["Scores and comments you handed in as a reviewer stay without your name: decisions about public money rest on them."];
    }
}
