using Charity.Organisations.Contracts;
using Charity.Platform.Web;
using Charity.Users.Contracts;
using Charity.Ventures.Calls;
using Charity.Ventures.Reviewers;

namespace Charity.Ventures.Reviews;

/// <summary>Mails to reviewers. They say how many and until when, never which: a mail outlives what its reader may know.</summary>
internal sealed class ReviewMails(IOrganisationMails mails, IUserDirectory users, SiteAddress site, TimeProvider clock)
{
    public async Task TellAssignedAsync(Call call, Reviewer reviewer, int count, DateOnly dueOn, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(reviewer.UserId, cancellationToken) is { } person)
        {
            await mails.AddAsync(
                $"reviews-assigned:{call.Id:N}:{reviewer.Id:N}:{Guid.CreateVersion7(clock.GetUtcNow()):N}", person.Email, person.Culture,
                T => [T["Dear {0},", reviewer.Name], T["{0} submissions of the call {1} wait for your review until {2}.", count, call.Title, dueOn], site.Of("/review")],
                T => T["Submissions wait for your review"],
                cancellationToken);
        }
    }

    /// <param name="day">One reminder a day, however often it is asked for.</param>
    public async Task RemindAsync(Call call, Reviewer reviewer, int count, DateOnly dueOn, DateOnly day, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(reviewer.UserId, cancellationToken) is { } person)
        {
            await mails.AddAsync(
                ReminderKey(call.Id, reviewer.Id, day), person.Email, person.Culture,
                T => [T["Dear {0},", reviewer.Name], T["{0} submissions of the call {1} still wait for your review, the first until {2}.", count, call.Title, dueOn], site.Of("/review")],
                T => T["A reminder of your reviews"],
                cancellationToken);
        }
    }

    public static string ReminderKey(Guid callId, Guid reviewerId, DateOnly day) => FormattableString.Invariant($"review-reminder:{callId:N}:{reviewerId:N}:{day:yyyyMMdd}");
}
