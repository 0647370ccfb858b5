using Charity.Funds.Register;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Funds.Manage;

/// <summary>Changes a fund's campaign. Anything may still be missing while the fund is a draft; what is there must be right.</summary>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record EditCampaign : ICommand, IFundRequest
{
    public string Slug { get; init; } = string.Empty;
    public int Revision { get; init; }
    public string? FilingNumber { get; init; }
    public TypedText Title { get; init; } = new();
    public DateOnly? StartsOn { get; init; }
    public DateOnly? EndsOn { get; init; }
    public TypedPlan Plan { get; init; } = new();
    public TypedText PlatformName { get; init; } = new();
    public string? PlatformUrl { get; init; }

    /// <summary>Rows without a Chinese name are left out.</summary>
    // A list of its own: the model binder cannot add to an empty array.
    public List<TypedPartner> Partners { get; init; } = [];

    public CampaignDetails ToDetails() => new(
        Blank(FilingNumber),
        Title.ToText(),
        StartsOn,
        EndsOn,
        Plan.ToPlan(),
        PlatformName.ToText(),
        Blank(PlatformUrl),
        [.. Partners.Where(partner => partner.Name.ToText() is not null).Select(partner => new CampaignPartner(partner.Name.ToText()!, partner.AssessedOn, partner.AgreementOn))]);

    private static string? Blank(string? typed) => PlainText.Clean(typed) is { Length: > 0 } text ? text : null;
}

/// <summary>The plan's nine items as typed.</summary>
internal sealed record TypedPlan
{
    public TypedText Purpose { get; init; } = new();
    public TypedText PeriodAndRegion { get; init; } = new();
    public TypedText ResponsiblePersonAndAddress { get; init; } = new();
    public TypedText WaysOfGiving { get; init; } = new();
    public TypedText BankAccount { get; init; } = new();
    public TypedText Beneficiaries { get; init; } = new();
    public TypedText UseOfFunds { get; init; } = new();
    public TypedText FundraisingCost { get; init; } = new();
    public TypedText LeftoverTreatment { get; init; } = new();

    public CampaignPlan ToPlan() => new(
        Purpose.ToText(true), PeriodAndRegion.ToText(true), ResponsiblePersonAndAddress.ToText(true), WaysOfGiving.ToText(true), BankAccount.ToText(true),
        Beneficiaries.ToText(true), UseOfFunds.ToText(true), FundraisingCost.ToText(true), LeftoverTreatment.ToText(true));
}

internal sealed record TypedPartner
{
    public TypedText Name { get; init; } = new();
    public DateOnly? AssessedOn { get; init; }
    public DateOnly? AgreementOn { get; init; }
}

internal sealed class EditCampaignValidator : AbstractValidator<EditCampaign>
{
    public EditCampaignValidator()
    {
        RuleFor(campaign => campaign.FilingNumber).MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
        RuleFor(campaign => campaign.EndsOn).Must((campaign, end) => end is null || campaign.StartsOn is null || end >= campaign.StartsOn)
            .Says("campaign_ends_early", "The last day cannot lie before the first.");
        RuleFor(campaign => campaign.PlatformUrl).Must(url => string.IsNullOrWhiteSpace(url) || (Uri.TryCreate(url.Trim(), UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && url.Length <= 500))
            .Says("platform_link_wrong", "The link must begin with https:// and have at most 500 characters.");
    }
}

internal sealed class EditCampaignHandler(FundDesk desk) : IRequestHandler<EditCampaign, Result>
{
    public Task<Result> Handle(EditCampaign request, CancellationToken cancellationToken) =>
        desk.EditAsync(request.Slug, request.Revision, fund => fund.Plan(request.ToDetails()), cancellationToken);
}
