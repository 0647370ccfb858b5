using Charity.Payments.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Payments.Sandbox;

/// <summary>The page a payer would see at a real provider.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class SandboxController : CharityController
{
    [HttpGet("/sandbox/pay/{sessionId}")]
    public Task<IActionResult> Pay(string sessionId) => ShowAsync(new ShowSandboxPage(sessionId));

    [HttpPost("/sandbox/pay/{sessionId}")]
    public async Task<IActionResult> Pay(string sessionId, SandboxOutcome? outcome)
    {
        var result = await SendAsync(new PaySandboxPage(sessionId, outcome ?? (SandboxOutcome)(-1)));
        return result switch
        {
            // A second press, or an old tab: the page itself says how it stands.
            { Failure.Kind: FailureKind.Conflict } => RedirectToAction(nameof(Pay), new { sessionId }),
            { Failure: { } failure } => Refuse(failure),
            { Value.Url: { } url } => Redirect(url),
            _ => RedirectToAction(nameof(Pay), new { sessionId }),
        };
    }
}
