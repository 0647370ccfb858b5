using Charity.Disbursements.Requests;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using MediatR;

namespace Charity.Disbursements.Aid;

/// <summary>A list as staff see it: how far it has come, by area, and its people masked.</summary>
/// <param name="After">The last number of the page before.</param>
[Requires(Permissions.ManageAid)]
internal sealed record ShowAidList(string Slug, int Number, int After = 0) : IQuery<AidListPage>;

/// <param name="Code">The payment request's.</param>
/// <param name="Moves">What staff may do with it; empty for others.</param>
/// <param name="Areas">By street, in the order of the amounts; the name is null for those without.</param>
/// <param name="Next">The cursor of the next page.</param>
internal sealed record AidListPage(
    AidProgramme Programme, AidList List, string Code, int Version, IReadOnlyList<OfferedTrigger> Moves, IReadOnlyList<AidStreet> Areas, IReadOnlyList<MaskedRecipient> Recipients, IReadOnlyDictionary<string, LocalizedText> AreaNames, int After, int? Next);

internal sealed class ShowAidListHandler(AidListReader reader, PaymentDesk payments, IWorkflowDoor door) : IRequestHandler<ShowAidList, Result<AidListPage>>
{
    public async Task<Result<AidListPage>> Handle(ShowAidList request, CancellationToken cancellationToken)
    {
        var page = await reader.ReadAsync(request.Slug, request.Number, request.After, _ => true, cancellationToken);
        if (page.Failure is not null)
        {
            return page;
        }

        var payment = (await payments.FindAsync(page.Value.List.RequestId, cancellationToken))!;
        var offers = await door.OffersAsync(PaymentProcess.Table, payment, cancellationToken);
        return page.Value with { Version = payment.Version, Moves = [.. offers.Where(offer => offer.Trigger is PaymentProcess.AskAgain or PaymentProcess.Cancel)] };
    }
}
