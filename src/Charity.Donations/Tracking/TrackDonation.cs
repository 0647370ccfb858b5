using Charity.Donations.Giving;
using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Tracking;

/// <summary>How a gift stands, for whoever holds its token.</summary>
[Anybody]
internal sealed record TrackDonation(string Token) : IQuery<TrackedDonation>;

/// <param name="Words">What the state is called and what comes next, in English: keys of their translations.</param>
/// <param name="MeantFor">The fund it was given for, when it was decided that another one gets it.</param>
/// <param name="CanPay">The payment can be taken up.</param>
internal sealed record TrackedDonation(
    Guid Id, string Token, string State, StateWords Words, long AmountMinor, long CoveredFeeMinor, string Currency, GiftSource Source, string DonorName, bool IsAnonymous,
    string? Message, MessageState MessageState, bool HasEmail, DateTime CreatedUtc, DateTime? PaidUtc, string? ReceiptNumber, bool ReceiptWaived, bool CanPay, string FundSlug,
    LocalizedText FundName, LocalizedText Purpose, LocalizedText? MeantFor, IReadOnlyList<TrackedStep> Steps)
{
    public string Reference => Donation.ReferenceOf(Id);

    public bool HasMoney => PaidUtc is not null;
}

internal sealed record TrackedStep(DateTime AtUtc, string Text);

internal sealed class TrackDonationHandler(CharityDbContext db, IFunds funds) : IRequestHandler<TrackDonation, Result<TrackedDonation>>
{
    public async Task<Result<TrackedDonation>> Handle(TrackDonation request, CancellationToken cancellationToken)
    {
        if (await db.Set<Donation>().AsNoTracking().FirstOrDefaultAsync(d => d.Token == request.Token, cancellationToken) is not { } donation)
        {
            return Failure.NotFound("gift_unknown", "There is no gift at this address. Look at the link in your mail again.");
        }

        var fund = await funds.FindAsync(donation.FundId, cancellationToken) ?? throw new InvalidOperationException($"Gift {donation.Id} is for fund {donation.FundId}, which does not exist.");
        var meantFor = donation.MeantForFundId is { } meant ? await funds.FindAsync(meant, cancellationToken) : null;
        var steps = await db.Set<WorkflowStep>().AsNoTracking()
            .Where(step => step.InstanceId == donation.Id)
            .OrderBy(step => step.Number)
            .Select(step => new { step.AtUtc, step.To })
            .ToListAsync(cancellationToken);
        var states = DonationProcess.Table.States;
        return new TrackedDonation(
            donation.Id, donation.Token, donation.State, states[donation.State].Words, donation.AmountMinor, donation.CoveredFeeMinor, donation.Currency, donation.Source,
            donation.DonorName, donation.IsAnonymous, donation.Message, donation.MessageState, donation.DonorEmail is not null, donation.CreatedUtc, donation.PaidUtc,
            donation.ReceiptNumber, donation.ReceiptWaived, OpenPaymentHandler.CanPay(donation) && fund.AcceptsGifts, fund.Slug, fund.Name, fund.Purpose, meantFor?.Name,
            [.. steps.Select(step => new TrackedStep(step.AtUtc, states[step.To].Words.Owner))]);
    }
}
