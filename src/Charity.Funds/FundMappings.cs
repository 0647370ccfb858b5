using AutoMapper;
using Charity.Funds.Manage;
using Charity.Funds.Register;

namespace Charity.Funds;

/// <summary>From entities to what is read of them and to the forms that change them. Texts become typed texts by the Organisations module's map.</summary>
internal sealed class FundMappings : Profile
{
    public FundMappings()
    {
        CreateMap<Fund, FundEntry>();
        CreateMap<Fund, EditFund>()
            .ForMember(form => form.Goal, map => map.MapFrom(fund => fund.GoalMinor == 0 ? null : TypedAmounts.Type(fund.GoalMinor)))
            .ForMember(form => form.LargeGift, map => map.MapFrom(fund => TypedAmounts.Type(fund.LargeGiftMinor)))
            .ForMember(form => form.Presets, map => map.MapFrom(fund => string.Join(' ', fund.PresetsMinor.Select(TypedAmounts.Type))));
        CreateMap<Campaign, EditCampaign>().ForMember(form => form.Slug, map => map.Ignore()).ForMember(form => form.Revision, map => map.Ignore());
        CreateMap<CampaignPlan, TypedPlan>();
        CreateMap<CampaignPartner, TypedPartner>();
        CreateMap<CommitteeMember, TypedSeat>();
    }
}
