using System.Globalization;
using Charity.Donations.Giving;
using Charity.Organisations.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Alliance;

/// <summary>A merchant wants to join. Sent twice by the same form it is one application.</summary>
[Anybody]
internal sealed record ApplyToAlliance : ICommand, ITypedMerchant
{
    /// <summary>Made with the form; the merchant's id.</summary>
    public Guid FormId { get; init; }
    public TypedText Name { get; init; } = new();
    public MerchantCategory? Category { get; init; }
    public TypedText Address { get; init; } = new();
    public string? AreaCode { get; init; }
    public string? Fund { get; init; }
    public PledgeKind? PledgeKind { get; init; }
    public string? PledgeRate { get; init; }
    public string? ContactName { get; init; }
    public string? ContactTelephone { get; init; }
    public string? ContactEmail { get; init; }

    /// <summary>That name, address and pledge are published and the contact is kept to talk about them.</summary>
    public bool HasConsent { get; init; }
}

internal sealed class ApplyToAllianceValidator : AbstractValidator<ApplyToAlliance>
{
    public ApplyToAllianceValidator()
    {
        RuleFor(application => application.FormId).NotEmpty().Says("form_missing", "This form is incomplete. Load the page again.");
        this.IsMerchant();
        RuleFor(application => application.HasConsent).Equal(true).Says("merchant_consent_missing", "Without your consent we may neither publish the shop nor keep your contact.");
    }
}

internal sealed class ApplyToAllianceHandler(CharityDbContext db, MerchantReader reader, IAlerts alerts, FieldCipher cipher, TimeProvider clock) : IRequestHandler<ApplyToAlliance, Result>
{
    public async Task<Result> Handle(ApplyToAlliance request, CancellationToken cancellationToken)
    {
        var facts = await reader.ReadAsync(request, presentFundId: null, cancellationToken);
        if (facts.Failure is { } wrong)
        {
            return wrong;
        }

        await db.LockAsync(AllianceDesk.LockOf(request.FormId), cancellationToken);
        if (await db.Set<Merchant>().AnyAsync(merchant => merchant.Id == request.FormId, cancellationToken))
        {
            return Result.Ok;
        }

        var contact = MerchantRules.Contact(request);
        var merchant = Merchant.Apply(
            request.FormId, Merchant.NewSlug(), facts.Value, contact, DonorEmail.Fingerprint(cipher, contact.Email), CultureInfo.CurrentUICulture.Name, clock.GetUtcNow());
        db.Add(merchant);
        await alerts.RaiseAsync(
            merchant.AlertKey, Permissions.ManageAlliance, $"/manage/alliance/{merchant.Id}", "{0} wants to join the merchant alliance.", [merchant.Name.Zh], cancellationToken);
        return Result.Ok;
    }
}
