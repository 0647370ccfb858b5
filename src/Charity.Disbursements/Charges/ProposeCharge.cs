using Charity.Funds.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Disbursements.Charges;

/// <summary>Proposes to take money of a fund for the charity's administration, within the limit of the year and what is free. Another person books it.</summary>
[Requires(Permissions.ProposeCharges)]
internal sealed record ProposeCharge : ICommand<Result<Guid>>
{
    /// <summary>Made with the form, so that sending it twice makes one proposal.</summary>
    public Guid Id { get; init; }

    /// <summary>Its slug.</summary>
    public string Fund { get; init; } = string.Empty;

    /// <summary>In yuan, as typed.</summary>
    public string? Amount { get; init; }
    public string? Purpose { get; init; }
}

internal sealed class ProposeChargeValidator : AbstractValidator<ProposeCharge>
{
    public ProposeChargeValidator()
    {
        RuleFor(charge => charge.Amount).Must(amount => AmountParser.Parse(amount, Money.Yuan).Minor > 0).Says("amount_wrong", "Please type the amount, like 120.00.");
        RuleFor(charge => charge.Purpose)
            .Must(text => PlainText.Clean(text).Length > 0).Says("charge_purpose_missing", "Say what the money is needed for.")
            .MaximumLength(AdministrationCharge.PurposeLength).Says("text_too_long", "Please use at most {0} characters.", AdministrationCharge.PurposeLength);
    }
}

internal sealed class ProposeChargeHandler(CharityDbContext db, ChargeDesk desk, IFunds funds, IAlerts alerts, ICurrentUser user, TimeProvider clock) : IRequestHandler<ProposeCharge, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(ProposeCharge request, CancellationToken cancellationToken)
    {
        if (request.Id == Guid.Empty || await funds.FindAsync(request.Fund, cancellationToken) is not { Currency: Money.Yuan } fund)
        {
            return Failure.Field(nameof(request.Fund), "charge_fund_unknown", "Choose a fund that keeps its money in yuan.");
        }

        await desk.LockAsync(fund.Slug, cancellationToken);
        if (await desk.FindAsync(request.Id, cancellationToken) is not null)
        {
            return request.Id;
        }

        var (year, number) = await desk.NextNumberAsync(cancellationToken);
        var amount = AmountParser.Parse(request.Amount, Money.Yuan).Minor!.Value;
        if ((await desk.RoomAsync(fund.Slug, year, except: null, cancellationToken)).RefusalOf(amount) is { } refusal)
        {
            return refusal;
        }

        var charge = AdministrationCharge.Propose(
            request.Id, year, number, fund.Slug, fund.Name, amount, PlainText.Clean(request.Purpose, keepLines: true), user.Id!.Value, user.Name, clock.GetUtcNow());
        db.Add(charge);
        await alerts.RaiseAsync(
            MoveChargeHandler.AlertOf(charge), Permissions.BookCharges, $"/manage/charges/{charge.Id}", "Administration charge {0} over {1} waits to be booked.", [charge.Code, Money.Format(amount, charge.Currency)],
            cancellationToken);
        return charge.Id;
    }
}
