using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Donations.Alliance;

/// <summary>The office writes down what a merchant sold in a month, or corrects it.</summary>
/// <param name="Month">The month's first day.</param>
/// <param name="Number">The number of the row that was looked at; 0 when there was none.</param>
/// <param name="Basis">The number of sales or the turnover, as typed.</param>
/// <param name="Reason">Why the earlier row was wrong; asked for a correction.</param>
[Requires(Permissions.ManageAlliance)]
internal sealed record EnterSettlement(Guid MerchantId, DateOnly? Month, int Number, string? Basis, string? Reason) : ICommand;

internal sealed class EnterSettlementValidator : AbstractValidator<EnterSettlement>
{
    public EnterSettlementValidator()
    {
        RuleFor(settlement => settlement.Month).NotNull().Says("month_missing", "Please choose the month.");
        RuleFor(settlement => settlement.Number).GreaterThanOrEqualTo(0).Says("form_missing", "This form is incomplete. Load the page again.");
        RuleFor(settlement => settlement.Reason).MaximumLength(Settlement.ReasonLength).Says("text_too_long", "Please use at most {0} characters.", Settlement.ReasonLength);
        RuleFor(settlement => settlement.Reason).Must(reason => PlainText.Clean(reason).Length > 0).When(settlement => settlement.Number > 0)
            .Says("correction_reason_missing", "Please say what was wrong; the merchant reads it.");
    }
}

internal sealed class EnterSettlementHandler(AllianceDesk desk, SettlementWriter writer, ICurrentUser user) : IRequestHandler<EnterSettlement, Result>
{
    public async Task<Result> Handle(EnterSettlement request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.MerchantId, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        return SettlementWriter.Read(taken.Value.PledgeKind, request.Basis) is { } basis
            ? await writer.WriteAsync(
                taken.Value, request.Month!.Value, request.Number, basis, request.Number > 0 ? PlainText.Clean(request.Reason) : null, new Teller(user.Id, user.Name), cancellationToken)
            : SettlementWriter.Unread(taken.Value.PledgeKind);
    }
}
