using Charity.Funds.Manage;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;

namespace Charity.Funds.Motions;

/// <summary>The form of a motion: empty for a new one, as it is for a draft.</summary>
/// <param name="Id">Made with the form for a new one.</param>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record ShowMotionForm(string Slug, Guid Id) : IQuery<MotionForm>, IFundRequest;

/// <param name="People">Who moves and seconds most: the seats that vote.</param>
/// <param name="PayeeNumber">The account that was given, masked.</param>
internal sealed record MotionForm(KeepMotion Typed, bool IsNew, IReadOnlyList<FundPurpose> Purposes, IReadOnlyList<string> People, string? PayeeNumber, string Currency);

internal sealed class ShowMotionFormHandler(MotionDesk desk, SiteTime time) : IRequestHandler<ShowMotionForm, Result<MotionForm>>
{
    private const int UsualDaysToVote = 7;

    public async Task<Result<MotionForm>> Handle(ShowMotionForm request, CancellationToken cancellationToken)
    {
        var fund = await desk.FundAsync(request.Slug, cancellationToken);
        var motion = await desk.FindAsync(request.Slug, request.Id, cancellationToken);
        if (motion is { IsDraft: false })
        {
            return MotionFailures.NoDraft;
        }

        var purposes = FundPurposes.Of(fund);
        return new MotionForm(
            motion is null ? new KeepMotion { Slug = request.Slug, Id = request.Id, VoteOn = time.Today.AddDays(UsualDaysToVote) } : Type(request.Slug, motion, purposes),
            motion is null, purposes, [.. VotingSeats.Of(fund).Select(seat => seat.Name)],
            motion?.PayeeNumber is { } number ? PersonalData.MaskBankAccount(number) : null, fund.Currency);
    }

    private static KeepMotion Type(string slug, Motion motion, IReadOnlyList<FundPurpose> purposes) => new()
    {
        Slug = slug,
        Id = motion.Id,
        Revision = motion.Revision,
        Kind = motion.Kind,
        Title = TypedText.Of(motion.Title),
        Mover = motion.Mover.Name,
        Seconder = motion.Seconder.Name,
        VoteOn = motion.VoteOn,
        Purpose = purposes.FirstOrDefault(purpose => purpose.Text == motion.Purpose)?.Key,
        When = TypedText.Of(motion.Elements.When),
        Where = TypedText.Of(motion.Elements.Where),
        Who = TypedText.Of(motion.Elements.Who),
        Resources = TypedText.Of(motion.Elements.Resources),
        Action = TypedText.Of(motion.Elements.Action),
        Outcome = TypedText.Of(motion.Elements.Outcome),
        Lines = [.. motion.Lines.Select(line => new TypedLine { Text = TypedText.Of(line.Text), Amount = TypedAmounts.Type(line.AmountMinor) })],
        PayeeName = motion.PayeeName,
        PayeeBank = motion.PayeeBank,
    };
}
