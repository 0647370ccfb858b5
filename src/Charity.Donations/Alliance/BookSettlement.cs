using Charity.Donations.Giving;
using Charity.Donations.Offline;
using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Alliance;

/// <summary>
/// The money for a merchant's month has come: it is entered as an offline gift of the merchant, which a second person confirms as every one. A double
/// click enters it once; after a declined gift it can be entered again.
/// </summary>
/// <param name="Version">The version that was looked at.</param>
[Requires(Permissions.EnterOfflineGifts)]
internal sealed record BookSettlement(Guid Id, int Version, GiftSource? Source, DateOnly? ReceivedOn, string? BankReference, string? FirstWitness, string? SecondWitness) : ICommand<Result<Guid>>, IWitnessedMoney;

internal sealed class BookSettlementValidator : AbstractValidator<BookSettlement>
{
    public BookSettlementValidator()
    {
        RuleFor(gift => gift.Source).Must(source => source is GiftSource.Cash or GiftSource.Bank).Says("source_missing", "Choose whether the gift came in cash or by bank transfer.");
        RuleFor(gift => gift.ReceivedOn).NotNull().Says("day_missing", "Give the day on which the gift was received.");
        this.MoneyIsWitnessed();
    }
}

internal sealed class BookSettlementHandler(CharityDbContext db, AllianceDesk desk, OfflineIntake intake, IFunds funds) : IRequestHandler<BookSettlement, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(BookSettlement request, CancellationToken cancellationToken)
    {
        if (await db.Set<Settlement>().Where(settlement => settlement.Id == request.Id).Select(settlement => (Guid?)settlement.MerchantId).SingleOrDefaultAsync(cancellationToken) is not { } merchantId)
        {
            return SettlementFailures.Unknown;
        }

        var merchant = (await desk.TakeAsync(merchantId, cancellationToken)).Value;
        var settlement = await db.Set<Settlement>().SingleAsync(candidate => candidate.Id == request.Id, cancellationToken);
        if (settlement.OfflineGiftId is { } entered && await db.Set<OfflineGift>().AnyAsync(gift => gift.Id == entered && gift.State != OfflineGiftProcess.IsDeclined, cancellationToken))
        {
            return entered;
        }

        if (settlement.Version != request.Version || !settlement.IsCurrent)
        {
            return AllianceFailures.ChangedMeanwhile;
        }

        if (settlement.AmountMinor == 0)
        {
            return Failure.Conflict("settlement_nothing", "Nothing is owed for this month.");
        }

        var gift = Gift(request, settlement, merchant, (await funds.FindAsync(merchant.FundId, cancellationToken))!);
        var result = await intake.EnterAsync(gift, cancellationToken);
        if (result.Succeeded)
        {
            settlement.Entered(result.Value);
        }

        return result;
    }

    private static EnterOfflineGift Gift(BookSettlement request, Settlement settlement, Merchant merchant, FundSummary fund) => new(
        DerivedId.Of("merchant-settlement", settlement.Id.ToString("N")), fund.Slug, request.Source, new AmountParse(settlement.AmountMinor, null), request.ReceivedOn, merchant.Name.Zh,
        merchant.ContactEmail.Length == 0 ? null : merchant.ContactEmail, Anonymous: false, request.FirstWitness, request.SecondWitness, request.BankReference, NoReceipt: false);
}

internal static class SettlementFailures
{
    public static Failure Unknown => Failure.NotFound("settlement_unknown", "There is no such month of a merchant.");
}
