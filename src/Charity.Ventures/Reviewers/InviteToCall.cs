using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using Charity.Users.Contracts;
using Charity.Ventures.Calls;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviewers;

/// <summary>Asks reviewers of the pool whether they review a call's submissions; they answer with how many they take.</summary>
[Requires(Permissions.ManageReviewers)]
internal sealed record InviteToCall : ICommand
{
    public string Slug { get; init; } = string.Empty;
    public List<Guid> Reviewers { get; init; } = [];
}

internal sealed class InviteToCallValidator : AbstractValidator<InviteToCall>
{
    public InviteToCallValidator() => RuleFor(invite => invite.Reviewers).NotEmpty().Says("nobody_chosen", "Please choose somebody first.");
}

internal sealed class InviteToCallHandler(CharityDbContext db, IUserDirectory users, IOrganisationMails mails, SiteAddress site, TimeProvider clock) : IRequestHandler<InviteToCall, Result>
{
    public async Task<Result> Handle(InviteToCall request, CancellationToken cancellationToken)
    {
        if (await db.Set<Call>().SingleOrDefaultAsync(call => call.Slug == request.Slug, cancellationToken) is not { } call)
        {
            return CallFailures.Unknown;
        }

        if (!MayAsk(call))
        {
            return Failure.Conflict("call_not_announced", "Reviewers are asked once the call is announced, and not after it was cancelled.");
        }

        var chosen = await db.Set<Reviewer>().Where(reviewer => request.Reviewers.Contains(reviewer.Id) && !reviewer.IsResting).OrderBy(reviewer => reviewer.Id).ToListAsync(cancellationToken);
        var asked = await db.Set<CallReviewer>().Where(row => row.CallId == call.Id).Select(row => row.ReviewerId).ToListAsync(cancellationToken);
        foreach (var reviewer in chosen.Where(reviewer => !asked.Contains(reviewer.Id)))
        {
            var row = new CallReviewer(call.Id, reviewer.Id, clock.GetUtcNow().UtcDateTime);
            db.Add(row);
            if (await users.FindAsync(reviewer.UserId, cancellationToken) is { } person)
            {
                await mails.AddAsync(
                    row.MailKey, person.Email, person.Culture,
                    T => [T["Dear {0},", reviewer.Name], T["The bureau asks whether you review submissions of the call {0}, and how many. Please declare first what binds you to organisations.", call.Title], site.Of("/review")],
                    T => T["Will you review submissions of {0}?", call.Title],
                    cancellationToken);
            }
        }

        return Result.Ok;
    }

    public static bool MayAsk(Call call) => call is { IsPublic: true, IsOver: false };
}
