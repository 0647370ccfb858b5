using Charity.Platform.Requests;
using Charity.Platform.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Organisations.Office;

/// <summary>The bureau's pages about social organisations.</summary>
[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class OfficeController : CharityController
{
    [HttpGet("/office/organisations")]
    public Task<IActionResult> Index(string? state, string? q, Guid? after) => ShowAsync(new ListOrganisations(state, q, after));

    [HttpGet("/office/organisations/{id:guid}")]
    public Task<IActionResult> Show(Guid id) => ShowAsync(new ShowOrganisationFile(id));

    [HttpPost("/office/organisations/{id:guid}/verification")]
    public Task<IActionResult> Verify(Guid id, [FromForm] int version) => SaveAsync(id, new VerifyOrganisation(id, version), "The organisation is verified.");

    [HttpPost("/office/organisations/{id:guid}/return")]
    public Task<IActionResult> Return(Guid id, [FromForm] int version, [FromForm] string? reason) => SaveAsync(id, new ReturnOrganisation(id, version, reason), "The dossier was returned.");

    [HttpPost("/office/organisations/{id:guid}/bar")]
    public Task<IActionResult> Bar(Guid id, [FromForm] int version, [FromForm] DateOnly? until, [FromForm] string? barReason, [FromForm] bool isPublic) =>
        SaveAsync(id, new BarOrganisation(id, version, until, barReason, isPublic), "The organisation is suspended from calls.");

    [HttpPost("/office/organisations/{id:guid}/lift")]
    public Task<IActionResult> Lift(Guid id, [FromForm] int version, [FromForm] string? liftReason) => SaveAsync(id, new LiftBar(id, version, liftReason), "The bar was lifted.");

    [HttpPost("/office/organisations/{id:guid}/confirmations")]
    public Task<IActionResult> Confirm(Guid id, [FromForm] int revision, [FromForm] Guid? inspection) => SaveAsync(id, new ConfirmStatement(id, revision, inspection), "Confirmed.");

    [HttpPost("/office/organisations/{id:guid}/account-proof")]
    public Task<IActionResult> Prove(Guid id, [FromForm] int revision) => SaveAsync(id, new ProveBankAccount(id, revision), "The bank account is proved.");

    [HttpPost("/office/organisations/{id:guid}/owners")]
    public Task<IActionResult> Appoint(Guid id, [FromForm] string? email) => SaveAsync(id, new AppointOwner(id, email), "The owner is appointed: somebody who belonged to the organisation at once, anybody else once they accept the invitation that was sent.");

    [HttpPost("/office/organisations/{id:guid}/owners/{invitation:guid}/removal")]
    public Task<IActionResult> EndAppointment(Guid id, Guid invitation) => SaveAsync(id, new EndAppointment(id, invitation), "The invitation was taken back.");

    /// <summary>Not a redirect: the number stands in this one answer and in no address.</summary>
    [HttpPost("/office/organisations/{id:guid}/reveal")]
    public async Task<IActionResult> Reveal(Guid id, [FromForm] HiddenNumber number)
    {
        var revealed = await SendAsync(new RevealNumber(id, number));
        if (revealed.Failure is { } failure)
        {
            return Refuse(failure);
        }

        ViewData["Revealed"] = revealed.Value;
        return await ShowAsync(new ShowOrganisationFile(id), nameof(Show));
    }

    private Task<IActionResult> SaveAsync(Guid id, IRequest<Result> request, string done) =>
        SaveAsync(request, done, $"/office/organisations/{id}", () => ShowAsync(new ShowOrganisationFile(id), nameof(Show)));
}
