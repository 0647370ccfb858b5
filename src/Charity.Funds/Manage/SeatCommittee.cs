using Charity.Funds.Register;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Funds.Manage;

/// <summary>Sets a fund's committee as a whole. Rows without a name are left out.</summary>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record SeatCommittee : ICommand, IFundRequest
{
    public string Slug { get; init; } = string.Empty;
    public int Revision { get; init; }
    // A list of its own: the model binder cannot add to an empty array.
    public List<TypedSeat> Seats { get; init; } = [];
}

internal sealed record TypedSeat
{
    public string? Name { get; init; }
    public CommitteeRole Role { get; init; } = CommitteeRole.Member;
    public TypedText Represents { get; init; } = new();
}

internal sealed class SeatCommitteeValidator : AbstractValidator<SeatCommittee>
{
    public SeatCommitteeValidator()
    {
        RuleForEach(committee => committee.Seats).ChildRules(seat =>
        {
            seat.RuleFor(s => s.Name).MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
            seat.RuleFor(s => s.Role).IsInEnum().Says("committee_role_missing", "Please choose the member's role.");
        });
    }
}

internal sealed class SeatCommitteeHandler(FundDesk desk, TimeProvider clock) : IRequestHandler<SeatCommittee, Result>
{
    public Task<Result> Handle(SeatCommittee request, CancellationToken cancellationToken)
    {
        var seats = request.Seats
            .Where(seat => PlainText.Clean(seat.Name).Length > 0)
            .Select(seat => new CommitteeSeat(PlainText.Clean(seat.Name), seat.Role, seat.Represents.ToText()))
            .ToList();
        return desk.EditAsync(request.Slug, request.Revision, fund => fund.Seat(seats, clock), cancellationToken);
    }
}
