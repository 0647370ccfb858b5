using Charity.Ledger.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;

namespace Charity.Disbursements.Charges;

/// <summary>Books a proposed charge, by another person than proposed it, or declines it with the reason.</summary>
/// <param name="Note">The reason when it is declined; at most 500 characters.</param>
[Requires(Permissions.BookCharges)]
internal sealed record MoveCharge(Guid Id, string? Trigger, int Version, string? Note) : ICommand;

internal sealed class MoveChargeValidator : AbstractValidator<MoveCharge>
{
    private const int NoteLength = 500;

    public MoveChargeValidator()
    {
        RuleFor(move => move.Trigger).Must(trigger => trigger is ChargeProcess.Book or ChargeProcess.Decline).Says("trigger_unknown", "Please use one of the buttons.");
        RuleFor(move => move.Note)
            .Must(note => PlainText.Clean(note).Length > 0).When(move => move.Trigger == ChargeProcess.Decline, ApplyConditionTo.CurrentValidator).Says("charge_reason_missing", "Give the reason.")
            .MaximumLength(NoteLength).Says("text_too_long", "Please use at most {0} characters.", NoteLength);
    }
}

internal sealed class MoveChargeHandler(ChargeDesk desk, IWorkflowDoor door, ILedger ledger, IAlerts alerts, SiteTime time) : IRequestHandler<MoveCharge, Result>
{
    public static Guid EntryIdOf(AdministrationCharge charge) => DerivedId.Of("administration-charge", charge.Id.ToString("N"));

    public static string AlertOf(AdministrationCharge charge) => $"charge:{charge.Id:N}";

    public async Task<Result> Handle(MoveCharge request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Id, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var charge = taken.Value;
        var note = PlainText.Clean(request.Note, keepLines: true) is { Length: > 0 } text ? text : null;
        if ((await door.FireAsync(ChargeProcess.Table, charge, request.Trigger!, request.Version, note, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        await alerts.ResolveAsync(AlertOf(charge), cancellationToken);
        return charge.State == ChargeProcess.Booked && await BookAsync(charge, cancellationToken) is { } unbooked ? unbooked : Result.Ok;
    }

    /// <summary>Takes the books' lock: called last.</summary>
    private async Task<Failure?> BookAsync(AdministrationCharge charge, CancellationToken cancellationToken)
    {
        // Refunds may have lowered what the fund raised since the guard looked.
        var room = await desk.RoomAsync(charge.FundSlug, charge.Year, except: charge.Id, cancellationToken);
        if (room.RefusalOf(charge.AmountMinor) is { } over)
        {
            return over;
        }

        charge.KeepLimit(room);
        var opened = await ledger.OpenAccountsAsync(
            [new AccountDraft(AccountCodes.Operating, AccountType.NetAssets, Money.Yuan, "The charity's administration", MayNotGoNegative: true)], cancellationToken);
        return opened.Failure ?? (await ledger.PostAsync([EntryOf(charge)], cancellationToken)).Failure;
    }

    private EntryDraft EntryOf(AdministrationCharge charge) => new(
        EntryIdOf(charge), EntryKinds.AdministrationCharge, $"charge:{charge.Code}", time.Today,
        [new PostingDraft(AccountCodes.FundAvailable(charge.FundSlug), AccountCodes.Operating, charge.AmountMinor)]);
}
