using MediatR;

namespace Charity.Donations.Contracts;

/// <summary>A gift has been booked; published inside the booking's transaction.</summary>
public sealed record DonationReceived(Guid DonationId, Guid FundId, long AmountMinor, string Currency) : INotification;
