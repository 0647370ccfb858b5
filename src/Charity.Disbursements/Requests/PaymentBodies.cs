using Charity.Disbursements.Batches;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using Charity.Platform.Workflow;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Requests;

/// <summary>A payment request, amounts in minor units of <paramref name="Currency"/>. Texts are in the language of <c>Accept-Language</c>, Chinese when there is no English.</summary>
/// <param name="State"><c>asked</c>, <c>returned</c>, <c>approved</c>, <c>paying</c>, <c>paid</c>, <c>declined</c>, <c>cancelled</c> or <c>expired</c>.</param>
/// <param name="Approved">How many of <paramref name="Steps"/> have approved.</param>
internal sealed record PaymentBody(Guid Id, string Code, string Title, string Payee, long AmountMinor, string Currency, string State, int Approved, int Steps, DateTime RequestedUtc, DateTime DecideByUtc)
{
    public static PaymentBody Of(PaymentRow row) => new(
        row.Id, row.Code, row.Title.ToString(), row.Payee, row.AmountMinor, row.Currency, ApiAnswers.NameOf(row.State), row.Approved, row.Steps, row.RequestedUtc, row.DecideByUtc);
}

/// <param name="Next">Pass as <c>after</c> to read on; null at the end.</param>
internal sealed record PaymentListBody(string State, IReadOnlyList<PaymentBody> Items, Guid? Next);

internal sealed record MyPaymentListBody(IReadOnlyList<PaymentBody> Items);

/// <param name="Account">Of the only transfer, masked; null of a list.</param>
internal sealed record TransfersBody(int Count, int Free, int OnTheirWay, int Paid, int Void, string? Bank, string? Account)
{
    public static TransfersBody Of(Transfers transfers) => new(
        transfers.Count, transfers.Standing.Free, transfers.Standing.OnTheirWay, transfers.Standing.Paid, transfers.Standing.Void, transfers.Bank, transfers.Account);
}

/// <summary>What the caller may do next, or why not yet.</summary>
/// <param name="Refusal">Null when it may be done.</param>
internal sealed record OfferBody(string Trigger, ReasonBody? Refusal);

/// <param name="Code">For programs, in snake_case.</param>
internal sealed record ReasonBody(string Code, string Detail)
{
    public static ReasonBody Of(Failure failure, IStringLocalizer texts) => new(failure.Code, texts.Say(failure));
}

internal sealed record PaymentStepBody(string Trigger, string From, string To, DateTime AtUtc, string By, string? Note);

internal sealed record MyPaymentStepBody(string To, DateTime AtUtc);

internal sealed record PaymentPaperBody(Guid Id, string FileName, DateTime UploadedUtc);

internal sealed record ApprovalBody(int Step, string By, string? InPlaceOf, DateTime AtUtc, string? InvalidReason);

/// <param name="Fund">Its slug; null for public money.</param>
/// <param name="BeforeMinor">What is set aside for it, or what the fund has free, as <paramref name="IsSetAside"/> says.</param>
internal sealed record PaymentSourceBody(string? Fund, long AmountMinor, bool IsSetAside, long BeforeMinor, long AfterMinor);

/// <summary>A payment with everything to decide it by.</summary>
/// <param name="Version">To be sent back with a move.</param>
/// <param name="Sha256">Of the content; to be sent back with an approval.</param>
/// <param name="Kind"><c>instalment</c>, <c>spending</c> or <c>aid</c>.</param>
/// <param name="Unusual">What somebody should look at twice.</param>
internal sealed record PaymentDetailsBody(
    PaymentBody Payment, int Version, string Sha256, string Kind, string? Project, string Remark, string RequestedBy, TransfersBody Transfers, IReadOnlyList<PaymentSourceBody> Sources,
    IReadOnlyList<ApprovalBody> Approvals, IReadOnlyList<ReasonBody> Unusual, IReadOnlyList<OfferBody> Offers, IReadOnlyList<PaymentStepBody> History, IReadOnlyList<PaymentPaperBody> Papers)
{
    public static PaymentDetailsBody Of(PaymentPage page, IStringLocalizer texts) => new(
        PaymentBody.Of(page.Payment), page.Version, page.Sha256, ApiAnswers.NameOf(page.Kind), page.ProjectSlug, page.Remark, page.RequestedBy, TransfersBody.Of(page.Transfers),
        [.. page.Sources.Select(source => new PaymentSourceBody(source.FundSlug, source.AmountMinor, source.IsSetAside, source.BeforeMinor, source.AfterMinor))],
        [.. page.Approvals.Select(approval => new ApprovalBody(approval.Step, approval.ByName, approval.InPlaceOf, approval.AtUtc, approval.InvalidReason))],
        [.. page.Unusual.Select(failure => ReasonBody.Of(failure, texts))], PaymentBodies.Offers(page.Offers, texts),
        [.. page.History.Select(PaymentBodies.StepOf)], [.. page.Papers.Select(paper => new PaymentPaperBody(paper.Id, paper.FileName, paper.UploadedUtc))]);
}

/// <summary>A payment for the organisation that asked for it.</summary>
/// <param name="Reason">Why it was returned or declined; null otherwise.</param>
internal sealed record MyPaymentDetailsBody(
    PaymentBody Payment, int Version, string? Project, string Remark, TransfersBody Transfers, string? Reason, IReadOnlyList<OfferBody> Offers, IReadOnlyList<MyPaymentStepBody> History,
    IReadOnlyList<PaymentPaperBody> Papers)
{
    public static MyPaymentDetailsBody Of(MyPaymentPage page, IStringLocalizer texts) => new(
        PaymentBody.Of(page.Payment), page.Version, page.ProjectSlug, page.Remark, TransfersBody.Of(page.Transfers), page.Reason, PaymentBodies.Offers(page.Offers, texts),
        [.. page.History.Select(step => new MyPaymentStepBody(ApiAnswers.NameOf(step.To), step.AtUtc))],
        [.. page.Papers.Select(paper => new PaymentPaperBody(paper.Id, paper.FileName, paper.UploadedUtc))]);
}

/// <summary>What an organisation sees before it asks for an instalment.</summary>
/// <param name="Account">Masked; null when none was given.</param>
internal sealed record PayableBody(Guid InstalmentId, string Project, string Name, long AmountMinor, string Currency, bool IsPayable, string? Bank, string? Account, bool IsAccountProved)
{
    public static PayableBody Of(PayablePage page) => new(
        page.Instalment.Id, page.Instalment.ProjectSlug, page.Instalment.Name.ToString(), page.Instalment.AmountMinor, page.Instalment.Currency, page.Instalment.IsPayable, page.Bank, page.Account, page.IsAccountProved);
}

/// <param name="Version">The version that was looked at.</param>
/// <param name="Sha256">Of the content that was looked at.</param>
internal sealed record ApprovePaymentBody(int Version, string? Sha256);

/// <param name="Trigger"><c>return</c> or <c>decline</c>.</param>
/// <param name="Reason">The payee reads it.</param>
internal sealed record MovePaymentBody(string? Trigger, int Version, string? Reason);

/// <param name="Remark">What the organisation says to it.</param>
internal sealed record RequestPaymentBody(string? Remark);

/// <param name="Trigger"><c>cancel</c> or <c>ask-again</c>.</param>
internal sealed record MoveMyPaymentBody(string? Trigger, int Version, string? Remark);

internal static class PaymentBodies
{
    public static IReadOnlyList<OfferBody> Offers(IReadOnlyList<OfferedTrigger> offers, IStringLocalizer texts) =>
        [.. offers.Select(offer => new OfferBody(offer.Trigger, offer.Refusal is { } refusal ? ReasonBody.Of(refusal, texts) : null))];

    /// <summary>The note of an approval is the hash, which stands beside it.</summary>
    public static PaymentStepBody StepOf(WorkflowStep step) =>
        new(step.Trigger, ApiAnswers.NameOf(step.From), ApiAnswers.NameOf(step.To), step.AtUtc, step.ActorName, step.Trigger == PaymentProcess.Approve ? null : step.Note);
}
