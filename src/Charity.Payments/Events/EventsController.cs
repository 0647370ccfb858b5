using Charity.Platform.Requests;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Payments.Events;

[Admin]
[Route("/admin/payments/events")]
internal sealed class EventsController : CharityController
{
    [HttpGet("")]
    public Task<IActionResult> Index(InboxState? state, Guid? before) => ShowAsync(new ListPaymentEvents(state, before));

    [HttpGet("{id:guid}")]
    public Task<IActionResult> Details(Guid id) => ShowAsync(new ShowPaymentEvent(id));

    [HttpPost("{id:guid}/retry")]
    public async Task<IActionResult> Retry(Guid id) => Answer(id, await SendAsync(new RetryPaymentEvent(id)), "The event is being tried again.");

    [HttpPost("{id:guid}/settle")]
    public async Task<IActionResult> Settle(Guid id) => Answer(id, await SendAsync(new SettlePaymentEvent(id)), "The alert is closed.");

    private IActionResult Answer(Guid id, Result result, string done)
    {
        if (result.Failure is { } failure)
        {
            return Refuse(failure);
        }

        Tell(done);
        return RedirectToAction(nameof(Details), new { id });
    }
}
