using Charity.Donations.Giving;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Donations.Moderation;

/// <summary>Donors' messages, read before everybody sees them.</summary>
[Admin]
internal sealed class ModerationController : CharityController
{
    [HttpGet("/manage/messages")]
    public Task<IActionResult> Index(MessageState state = MessageState.Waiting, Guid? after = null) => ShowAsync(new ListMessages(state == MessageState.None ? MessageState.Waiting : state, after));

    [HttpPost("/manage/messages")]
    public async Task<IActionResult> Decide([FromForm] List<Guid> ids, [FromForm] bool show, [FromForm] MessageState state = MessageState.Waiting)
    {
        var decided = await SendAsync(new ModerateMessages(ids, show));
        if (decided.Failure is { Kind: FailureKind.Invalid } wrong)
        {
            AddErrors(wrong);
            return await ShowAsync(new ListMessages(state, null), nameof(Index));
        }

        if (decided.Failure is { } failure)
        {
            return Refuse(failure);
        }

        TempData["Message"] = (show
            ? T.Plural(decided.Value, "{0} message is shown now.", "{0} messages are shown now.")
            : T.Plural(decided.Value, "{0} message is hidden now.", "{0} messages are hidden now.")).Value;
        return LocalRedirect(state == MessageState.Waiting ? "/manage/messages" : $"/manage/messages?state={state}");
    }
}
