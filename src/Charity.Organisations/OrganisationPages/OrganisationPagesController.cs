using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Charity.Organisations.OrganisationPages;

internal sealed class OrganisationPagesController : CharityController
{
    [HttpGet("/organisations/{slug}"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Show(string slug) => ShowAsync(new ShowOrganisation(slug));
}
