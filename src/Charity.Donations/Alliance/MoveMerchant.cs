using Charity.Platform.Alerts;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;

namespace Charity.Donations.Alliance;

/// <summary>Admits or declines a merchant, or lets it leave.</summary>
/// <param name="Version">The version that was looked at.</param>
/// <param name="On">The first day of its pledge, or the last; today when missing.</param>
/// <param name="Note">Why it is not admitted, told to the merchant.</param>
[Requires(Permissions.ManageAlliance)]
internal sealed record MoveMerchant(Guid Id, string Trigger, int Version, DateOnly? On, string? Note) : ICommand
{
    public const int NoteLength = 500;
}

internal sealed class MoveMerchantValidator : AbstractValidator<MoveMerchant>
{
    public MoveMerchantValidator()
    {
        RuleFor(move => move.Note).MaximumLength(MoveMerchant.NoteLength).Says("text_too_long", "Please use at most {0} characters.", MoveMerchant.NoteLength);
        RuleFor(move => move.Note).Must(note => PlainText.Clean(note).Length > 0).When(move => move.Trigger == MerchantProcess.Decline).Says("merchant_decline_reason_missing", "Please say why; the merchant reads it.");
    }
}

internal sealed class MoveMerchantHandler(AllianceDesk desk, IWorkflowDoor door, MerchantMails mails, IAlerts alerts, SiteTime time) : IRequestHandler<MoveMerchant, Result>
{
    private const int MostDaysOff = 366;

    public async Task<Result> Handle(MoveMerchant request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Id, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var merchant = taken.Value;
        var day = request.On ?? time.Today;
        if (Math.Abs(day.DayNumber - time.Today.DayNumber) > MostDaysOff || (request.Trigger == MerchantProcess.Leave && day < merchant.Since))
        {
            return Failure.Field(nameof(request.On), "merchant_day_wrong", "Please look at the day again: it lies too far off.");
        }

        var note = PlainText.Clean(request.Note, keepLines: true);
        var fired = await door.FireAsync(MerchantProcess.Table, merchant, request.Trigger, request.Version, note.Length == 0 ? null : note, cancellationToken);
        if (!fired.Succeeded)
        {
            return fired;
        }

        switch (request.Trigger)
        {
            case MerchantProcess.Admit:
                merchant.Joined(day);
                await mails.WelcomeAsync(merchant, cancellationToken);
                break;
            case MerchantProcess.Decline:
                mails.Decline(merchant, note);
                break;
            case MerchantProcess.Leave:
                merchant.Ended(day);
                break;
        }

        await alerts.ResolveAsync(merchant.AlertKey, cancellationToken);
        return fired;
    }
}
