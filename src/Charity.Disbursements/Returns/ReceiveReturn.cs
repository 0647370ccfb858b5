using Charity.Disbursements.Batches;
using Charity.Ledger.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Returns;

/// <summary>Enters money that came in for a demand and books it back to the accounts it was paid from. The bank's number of the transfer is entered once.</summary>
[Requires(Permissions.PayBatches)]
internal sealed record ReceiveReturn : ICommand
{
    public Guid Id { get; init; }
    public int Version { get; init; }
    public string? Amount { get; init; }
    public DateOnly? ReceivedOn { get; init; }
    public string? BankReference { get; init; }
}

internal sealed class ReceiveReturnValidator : AbstractValidator<ReceiveReturn>
{
    private const int ReferenceLength = 100;

    public ReceiveReturnValidator()
    {
        RuleFor(receive => receive.Amount).Must(amount => AmountParser.Parse(amount, Money.Yuan).Minor > 0).Says("amount_wrong", "Please type the amount, like 120.00.");
        RuleFor(receive => receive.ReceivedOn).NotNull().Says("day_missing", "Please choose the day.");
        RuleFor(receive => receive.BankReference)
            .Must(text => PlainText.Clean(text).Length > 0).Says("bank_reference_missing", "Give the bank's number of the transfer; it keeps it from being entered twice.")
            .MaximumLength(ReferenceLength).Says("text_too_long", "Please use at most {0} characters.", ReferenceLength);
    }
}

internal sealed class ReceiveReturnHandler(CharityDbContext db, ReturnDesk desk, IWorkflowDoor door, ILedger ledger, IAlerts alerts, ICurrentUser user, SiteTime time, TimeProvider clock)
    : IRequestHandler<ReceiveReturn, Result>
{
    public async Task<Result> Handle(ReceiveReturn request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Id, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var demand = taken.Value;
        var reference = PlainText.Clean(request.BankReference);
        if (await RefusalAsync(demand, request, reference, cancellationToken) is { } wrong)
        {
            return wrong;
        }

        if ((await door.FireAsync(ReturnProcess.Table, demand, ReturnProcess.Receive, request.Version, note: reference, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        var amount = AmountParser.Parse(request.Amount, demand.Currency).Minor!.Value;
        var parts = ReturnDesk.Divide(amount, await desk.SourcesAsync(demand.ProjectId, cancellationToken));
        var receipt = ReturnReceipt.Of(DerivedId.Of("return", reference), demand.Id, request.ReceivedOn!.Value, reference, parts, user.Name, clock.GetUtcNow());
        demand.Receive(receipt);
        db.Add(receipt);
        if (demand.OpenMinor == 0 && (await door.FireAsync(ReturnProcess.Table, demand, ReturnProcess.Settle, expectedVersion: null, note: null, cancellationToken)).Failure is { } stuck)
        {
            return stuck;
        }

        await (demand.OpenMinor == 0 ? alerts.ResolveAsync(ReturnClock.AlertOf(demand), cancellationToken) : Task.CompletedTask);
        return (await ledger.PostAsync([EntryOf(demand, receipt)], cancellationToken)).Failure is { } unbooked ? unbooked : Result.Ok;
    }

    private async Task<Failure?> RefusalAsync(ReturnDemand demand, ReceiveReturn request, string reference, CancellationToken cancellationToken)
    {
        if (request.ReceivedOn > time.Today)
        {
            return Failure.Field(nameof(request.ReceivedOn), "day_to_come", "The day {0} has not come yet.", DayWords.Of(request.ReceivedOn.Value));
        }

        if (AmountParser.Parse(request.Amount, demand.Currency).Minor > demand.OpenMinor)
        {
            return Failure.Field(nameof(request.Amount), "more_than_open", "Only {0} is open. If more came in, enter the rest where it belongs.", Money.Format(demand.OpenMinor, demand.Currency));
        }

        // Less than was demanded, when the bank has sent back a transfer since.
        var left = (await desk.SourcesAsync(demand.ProjectId, cancellationToken)).Sum(source => source.LeftMinor);
        if (AmountParser.Parse(request.Amount, demand.Currency).Minor > left)
        {
            return Failure.Field(nameof(request.Amount), "more_than_paid", "Of what was paid to the project only {0} has not come back. If more came in, enter the rest where it belongs.", Money.Format(left, demand.Currency));
        }

        return await db.Set<ReturnReceipt>().AnyAsync(receipt => receipt.BankReference == reference, cancellationToken)
            ? Failure.Field(nameof(request.BankReference), "bank_reference_used", "A transfer with this number has been entered already.")
            : null;
    }

    private static EntryDraft EntryOf(ReturnDemand demand, ReturnReceipt receipt) => new(
        receipt.Id, EntryKinds.ReturnedMoney, $"return:{demand.Code}", receipt.ReceivedOn,
        [.. receipt.Parts.Select(part => new PostingDraft(AccountCodes.Bank(PaymentBooking.PayingAccount), part.AvailableCode, part.AmountMinor))], $"bank-in:{receipt.BankReference}");
}
