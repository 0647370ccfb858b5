using AutoMapper;
using Charity.Organisations.Areas;
using Charity.Organisations.Contracts;
using Charity.Organisations.Profile;
using Charity.Platform.Text;

namespace Charity.Organisations;

/// <summary>From entities to what is read of them.</summary>
internal sealed class OrganisationMappings : AutoMapper.Profile
{
    public OrganisationMappings()
    {
        CreateMap<LocalizedText, TypedText>().ConvertUsing(text => TypedText.Of(text));
        CreateMap<AreaNode, Area>();
        CreateMap<CharityOrganisation, EditCharity>().ForMember(form => form.NamesCertificate, map => map.Ignore());
    }
}
