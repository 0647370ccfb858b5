using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;

namespace Charity.Donations.Alliance;

/// <summary>A merchant, as <see cref="EditMerchant"/> wants it back.</summary>
[Requires(Permissions.ManageAlliance)]
internal sealed record ShowMerchantForm(Guid Id) : IQuery<MerchantForm>;

internal sealed record MerchantForm(EditMerchant Typed, MerchantChoices Choices);

internal sealed class ShowMerchantFormHandler(AllianceDesk desk, MerchantReader reader, IFunds funds) : IRequestHandler<ShowMerchantForm, Result<MerchantForm>>
{
    public async Task<Result<MerchantForm>> Handle(ShowMerchantForm request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Id, cancellationToken) is not { } merchant)
        {
            return AllianceFailures.Unknown;
        }

        var fund = await funds.FindAsync(merchant.FundId, cancellationToken);
        var choices = await reader.ChoicesAsync(cancellationToken);
        var typed = new EditMerchant
        {
            Id = merchant.Id,
            Revision = merchant.Revision,
            Name = TypedText.Of(merchant.Name),
            Category = merchant.Category,
            Address = TypedText.Of(merchant.Address),
            AreaCode = merchant.AreaCode,
            Fund = fund?.Slug,
            PledgeKind = merchant.PledgeKind,
            PledgeRate = Money.ToMajor(merchant.PledgeRate, Money.Yuan).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture),
            ContactName = merchant.ContactName,
            ContactTelephone = merchant.ContactTelephone,
            ContactEmail = merchant.ContactEmail,
        };
        return new MerchantForm(typed, fund is null || choices.Funds.Any(known => known.Id == fund.Id) ? choices : choices with { Funds = [fund, .. choices.Funds] });
    }
}
