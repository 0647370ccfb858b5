using Charity.Donations.Giving;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Donations.Offline;

/// <summary>Entering gifts of cash and by bank transfer, and the second person's confirmation.</summary>
[Admin]
[FeaturePages(Features.Offline)]
internal sealed class OfflineController(SiteTime time, TimeProvider clock) : CharityController
{
    [HttpGet("/manage/gifts/offline")]
    public Task<IActionResult> Index() => ShowAsync(new ListOfflineGifts());

    [HttpGet("/manage/gifts/offline/new")]
    public Task<IActionResult> Enter(string? fund) =>
        FormAsync(new OfflineGiftForm { FormId = Guid.CreateVersion7(clock.GetUtcNow()), Fund = fund, Source = GiftSource.Cash, ReceivedOn = time.Today });

    [HttpPost("/manage/gifts/offline/new")]
    public async Task<IActionResult> Enter([FromForm] OfflineGiftForm form)
    {
        var entered = await SendAsync(form.ToRequest());
        if (entered.Failure is { } failure)
        {
            if (!FormCanShow(failure))
            {
                return Refuse(failure);
            }

            AddErrors(failure);
            return await FormAsync(form);
        }

        Tell("The gift was entered. A second person has to confirm it before it is booked.");
        return LocalRedirect($"/manage/gifts/offline/{entered.Value}");
    }

    [HttpGet("/manage/gifts/offline/{id:guid}")]
    public Task<IActionResult> Show(Guid id) => ShowAsync(new ShowOfflineGift(id));

    [HttpPost("/manage/gifts/offline/{id:guid}/confirm")]
    public async Task<IActionResult> Confirm(Guid id, [FromForm] int version)
    {
        var confirmed = await SendAsync(new ConfirmOfflineGift(id, version));
        if (confirmed.Failure is { } failure)
        {
            return Refuse(failure);
        }

        Tell("The gift was confirmed and booked.");
        return LocalRedirect($"/manage/gifts/offline/{id}");
    }

    [HttpPost("/manage/gifts/offline/{id:guid}/decline")]
    public async Task<IActionResult> Decline(Guid id, [FromForm] int version, [FromForm] string? reason)
    {
        var declined = await SendAsync(new DeclineOfflineGift(id, version, reason));
        if (declined.Failure is { Kind: FailureKind.Invalid } wrong)
        {
            AddErrors(wrong);
            return await ShowAsync(new ShowOfflineGift(id), nameof(Show));
        }

        if (declined.Failure is { } failure)
        {
            return Refuse(failure);
        }

        Tell("The gift was declined. Nothing was booked.");
        return LocalRedirect("/manage/gifts/offline");
    }

    private async Task<IActionResult> FormAsync(OfflineGiftForm form)
    {
        var list = await SendAsync(new ListOfflineGifts());
        return list.Failure is { } failure ? Refuse(failure) : View(nameof(Enter), new OfflineGiftPage(form, list.Value.OpenFunds));
    }
}

/// <summary>The form as it was filled in; text stays text.</summary>
internal sealed record OfflineGiftForm
{
    public Guid FormId { get; init; }
    public string? Fund { get; init; }
    public GiftSource? Source { get; init; }
    public string? Amount { get; init; }
    public DateOnly? ReceivedOn { get; init; }
    public string? DonorName { get; init; }
    public string? DonorEmail { get; init; }
    public bool Anonymous { get; init; }
    public string? FirstWitness { get; init; }
    public string? SecondWitness { get; init; }
    public string? BankReference { get; init; }
    public bool NoReceipt { get; init; }

    public EnterOfflineGift ToRequest() => new(
        FormId, Fund, Source, AmountParser.Parse(Amount, Money.Yuan), ReceivedOn, DonorName, DonorEmail, Anonymous, FirstWitness, SecondWitness, BankReference, NoReceipt);
}

internal sealed record OfflineGiftPage(OfflineGiftForm Form, IReadOnlyList<Funds.Contracts.FundSummary> Funds);
