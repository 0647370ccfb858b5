using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Users.Contracts;
using FluentValidation;
using MediatR;

namespace Charity.Disbursements.Approvals;

/// <summary>The current user lets a colleague approve in their place. Only somebody who approves payments themselves can be asked: a right is lent, not made.</summary>
[Requires(Permissions.ApprovePayments)]
internal sealed record DelegateApprovals : ICommand
{
    public Guid? ToId { get; init; }
    public DateOnly? FromDay { get; init; }
    public DateOnly? UntilDay { get; init; }
    public string? Reason { get; init; }
}

internal sealed class DelegateApprovalsValidator : AbstractValidator<DelegateApprovals>
{
    /// <summary>In days; who is away longer hands the role over.</summary>
    public const int Longest = 60;

    public DelegateApprovalsValidator()
    {
        RuleFor(delegation => delegation.ToId).NotNull().Says("colleague_missing", "Choose who approves in your place.");
        RuleFor(delegation => delegation.FromDay).NotNull().Says("day_missing", "Please choose the day.");
        RuleFor(delegation => delegation.UntilDay).NotNull().Says("day_missing", "Please choose the day.");
        RuleFor(delegation => delegation.Reason).Must(reason => PlainText.Clean(reason).Length > 0).Says("delegation_reason_missing", "Say why, for example that you are on leave.")
            .MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);
    }
}

internal sealed class DelegateApprovalsHandler(CharityDbContext db, IUserDirectory users, ICurrentUser user, SiteTime time, TimeProvider clock) : IRequestHandler<DelegateApprovals, Result>
{
    public async Task<Result> Handle(DelegateApprovals request, CancellationToken cancellationToken)
    {
        var (from, until) = (request.FromDay!.Value, request.UntilDay!.Value);
        if (from < time.Today || from > time.Today.AddYears(1))
        {
            return Failure.Field(nameof(request.FromDay), "from_day_wrong", "Choose today or a later day, at most a year ahead.");
        }

        if (until < from || until > from.AddDays(DelegateApprovalsValidator.Longest))
        {
            return Failure.Field(nameof(request.UntilDay), "until_day_wrong", "The last day is the first or a later one, at most {0} days later.", DelegateApprovalsValidator.Longest);
        }

        if (request.ToId == user.Id || (await users.HoldersAsync(Permissions.ApprovePayments, cancellationToken)).FirstOrDefault(holder => holder.Id == request.ToId) is not { } colleague)
        {
            return Failure.Field(nameof(request.ToId), "colleague_unfit", "Choose a colleague who approves payments as well.");
        }

        db.Add(Delegation.Of((user.Id!.Value, user.Name), (colleague.Id, colleague.Name), from, until, PlainText.Clean(request.Reason), clock.GetUtcNow()));
        return Result.Ok;
    }
}
