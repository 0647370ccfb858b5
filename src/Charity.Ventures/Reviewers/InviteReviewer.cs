using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Users.Contracts;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviewers;

/// <summary>Invites somebody into the pool by mail.</summary>
[Requires(Permissions.ManageReviewers)]
internal sealed record InviteReviewer : ICommand
{
    public string? Name { get; init; }
    public string? Email { get; init; }
}

internal sealed class InviteReviewerValidator : AbstractValidator<InviteReviewer>
{
    public InviteReviewerValidator()
    {
        RuleFor(invite => invite.Name).Must(name => PlainText.Clean(name).Length > 0).Says("reviewer_name_missing", "Please type the reviewer's name.")
            .MaximumLength(Reviewer.NameLength).Says("text_too_long", "Please use at most {0} characters.", Reviewer.NameLength);
        RuleFor(invite => invite.Email).Must(EmailAddresses.IsValid).Says("email_wrong", "Please enter a valid e-mail address.");
    }
}

internal sealed class InviteReviewerHandler(CharityDbContext db, ReviewerDesk desk, IUserDirectory users, ICurrentUser user) : IRequestHandler<InviteReviewer, Result>
{
    public async Task<Result> Handle(InviteReviewer request, CancellationToken cancellationToken)
    {
        var email = EmailAddresses.Clean(request.Email);
        var account = await users.FindByEmailAsync(email, cancellationToken);
        if (account is not null && await db.Set<Reviewer>().AnyAsync(reviewer => reviewer.UserId == account.Id, cancellationToken))
        {
            return Failure.Field(nameof(request.Email), "reviewer_already", "This person is in the pool already.");
        }

        await desk.InviteAsync(PlainText.Clean(request.Name), email, account?.Culture ?? "zh-CN", user.Name, cancellationToken);
        return Result.Ok;
    }
}
