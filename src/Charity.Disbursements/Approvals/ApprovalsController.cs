using Charity.Disbursements.Requests;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Disbursements.Approvals;

/// <summary>Where several payments are approved together, and approving is left to a colleague for some days.</summary>
[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ApprovalsController : CharityController
{
    [HttpGet("/manage/payments/approvals")]
    public Task<IActionResult> Preview(List<Guid> ids)
    {
        if (ids.Count > 0)
        {
            return ShowAsync(new PreviewApprovals(ids));
        }

        AddErrors(PreviewApprovals.NoneChosen);
        return ShowAsync(new ListPayments(PaymentProcess.Asked, After: null), "Charity.Disbursements/Payments/Index");
    }

    /// <summary>Each payment is approved by itself: what is refused of one holds up no other.</summary>
    [HttpPost("/manage/payments/approvals")]
    public async Task<IActionResult> Approve([FromForm] List<ChosenPayment> chosen)
    {
        var outcomes = new Dictionary<Guid, Failure?>();
        foreach (var payment in chosen.Take(PreviewApprovals.Most))
        {
            outcomes[payment.Id] = (await SendAsync(new ApprovePayment(payment.Id, payment.Version, payment.Sha256))).Failure;
        }

        ViewData["Outcomes"] = outcomes;
        return await ShowAsync(new PreviewApprovals([.. chosen.Select(payment => payment.Id)]), nameof(Preview));
    }

    [HttpGet("/manage/delegations")]
    public Task<IActionResult> Delegations() => ShowAsync(new ListDelegations());

    [HttpPost("/manage/delegations")]
    public Task<IActionResult> Delegations([FromForm] DelegateApprovals form) =>
        SaveAsync(form, "Your colleague can approve in your place on these days.", "/manage/delegations", () => ShowAsync(new ListDelegations(form), nameof(Delegations)));

    [HttpPost("/manage/delegations/{id:guid}/end")]
    public Task<IActionResult> Revoke(Guid id) => SaveAsync(new RevokeDelegation(id), "The delegation has ended.", "/manage/delegations", () => ShowAsync(new ListDelegations(), nameof(Delegations)));
}

/// <summary>A payment as it was looked at in the preview.</summary>
internal sealed record ChosenPayment
{
    public Guid Id { get; init; }
    public int Version { get; init; }
    public string? Sha256 { get; init; }
}
