using Charity.Platform.Requests;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Alliance;

/// <summary>A merchant tells what it sold in a month, by the address it was sent. Of a wrong key nothing is said but that there is no such page.</summary>
/// <param name="Month">The month's first day.</param>
/// <param name="Basis">The number of sales or the turnover, as typed.</param>
[Anybody]
internal sealed record TellSales(string Slug, string Key, DateOnly? Month, string? Basis) : ICommand;

internal sealed class TellSalesValidator : AbstractValidator<TellSales>
{
    public TellSalesValidator() => RuleFor(sales => sales.Month).NotNull().Says("month_missing", "Please choose the month.");
}

internal sealed class TellSalesHandler(MerchantByKey merchants, AllianceDesk desk, SettlementWriter writer) : IRequestHandler<TellSales, Result>
{
    public async Task<Result> Handle(TellSales request, CancellationToken cancellationToken)
    {
        if (await merchants.FindAsync(request.Slug, request.Key, cancellationToken) is not { } found)
        {
            return AllianceFailures.Unknown;
        }

        var merchant = (await desk.TakeAsync(found.Id, cancellationToken)).Value;
        return SettlementWriter.Read(merchant.PledgeKind, request.Basis) is { } basis
            ? await writer.WriteAsync(merchant, request.Month!.Value, 0, basis, null, new Teller(null, null), cancellationToken)
            : SettlementWriter.Unread(merchant.PledgeKind);
    }
}
