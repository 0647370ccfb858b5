using Charity.Disbursements.Approvals;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Requests;

/// <summary>
/// Payments for programs: the requests that the pages send, with the same permissions. Every answer is for one caller and is kept by nobody. A move
/// is answered with the payment as it is after it, so that the next one knows its version.
/// </summary>
internal static class PaymentsApi
{
    public static void MapPaymentsApi(this IEndpointRouteBuilder endpoints)
    {
        MapPayments(endpoints.MapGroup("/api/v1/payments").WithTags("Payments").DisableAntiforgery().AddEndpointFilter(ApiAnswers.KeepPrivateAsync));
        MapMine(endpoints.MapGroup("/api/v1/my").WithTags("Own payments").DisableAntiforgery().AddEndpointFilter(ApiAnswers.KeepPrivateAsync));
    }

    private static void MapPayments(RouteGroupBuilder payments)
    {
        payments.MapGet("/", ListAsync).WithName("ListPayments").WithSummary("Payment requests in a state (asked unless told), newest first; for those who may see payments.").Produces<PaymentListBody>()
            .ProducesProblem(StatusCodes.Status403Forbidden);
        payments.MapGet("/{id:guid}", ShowAsync).WithName("ShowPayment").WithSummary("One payment request with everything to decide it by.").Produces<PaymentDetailsBody>().ProducesProblem(StatusCodes.Status404NotFound);
        payments.MapPost("/{id:guid}/approvals", ApproveAsync).AddEndpointFilter<IdempotentApi>().WithName("ApprovePayment")
            .WithSummary("Approves exactly the content that was looked at: one step of the payment's rule, with the second factor.").Produces<PaymentDetailsBody>().ProducesProblem(StatusCodes.Status409Conflict);
        payments.MapPost("/{id:guid}/moves", MoveAsync).AddEndpointFilter<IdempotentApi>().WithName("MovePayment").WithSummary("Returns a payment request to whoever asked, or declines it, with the reason; or decides whether the rest of a list is given up.")
            .Produces<PaymentDetailsBody>().ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static void MapMine(RouteGroupBuilder mine)
    {
        mine.MapGet("/payments", ListMineAsync).WithName("ListMyPayments").WithSummary("The payments that the caller's organisations have asked for, newest first, at most 100.").Produces<MyPaymentListBody>();
        mine.MapGet("/payments/{id:guid}", ShowMineAsync).WithName("ShowMyPayment").WithSummary("One payment for whoever asked for it.").Produces<MyPaymentDetailsBody>().ProducesProblem(StatusCodes.Status404NotFound);
        mine.MapPost("/payments/{id:guid}/moves", MoveMineAsync).AddEndpointFilter<IdempotentApi>().WithName("MoveMyPayment").WithSummary("Takes one's request back, asks again after it was returned, or proposes to give up what the bank cannot pay.")
            .Produces<MyPaymentDetailsBody>().ProducesProblem(StatusCodes.Status409Conflict);
        mine.MapGet("/instalments/{id:guid}/payment", ShowPayableAsync).WithName("ShowPayable").WithSummary("What the caller's organisation would ask for with an instalment, and to which account.").Produces<PayableBody>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        mine.MapPost("/instalments/{id:guid}/payment", AskAsync).AddEndpointFilter<IdempotentApi>().WithName("RequestPayment").WithSummary("Asks for the payment of an instalment that is due; asked twice it is one request.")
            .Produces<MyPaymentDetailsBody>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync([FromServices] IMediator mediator, HttpContext context, string? state = null, Guid? after = null) =>
        (await mediator.Send(new ListPayments(StateOf(state), after), context.RequestAborted))
            .ToApi(context, list => ApiAnswers.Localized(context, new PaymentListBody(ApiAnswers.NameOf(list.State), [.. list.Rows.Select(PaymentBody.Of)], list.Next)));

    private static async Task<IResult> ShowAsync(Guid id, [FromServices] IMediator mediator, [FromServices] IStringLocalizer texts, HttpContext context) =>
        (await mediator.Send(new ShowPayment(id), context.RequestAborted)).ToApi(context, page => ApiAnswers.Localized(context, PaymentDetailsBody.Of(page, texts)));

    private static async Task<IResult> ApproveAsync(Guid id, [FromBody] ApprovePaymentBody body, [FromServices] IMediator mediator, [FromServices] IStringLocalizer texts, HttpContext context) =>
        (await mediator.Send(new ApprovePayment(id, body.Version, body.Sha256), context.RequestAborted)).Failure is { } failure ? ApiResults.Problem(failure, context) : await ShowAsync(id, mediator, texts, context);

    private static async Task<IResult> MoveAsync(Guid id, [FromBody] MovePaymentBody body, [FromServices] IMediator mediator, [FromServices] IStringLocalizer texts, HttpContext context) =>
        (await mediator.Send(MoveOf(id, body), context.RequestAborted)).Failure is { } failure
            ? ApiResults.Problem(failure, context)
            : await ShowAsync(id, mediator, texts, context);

    private static async Task<IResult> ListMineAsync([FromServices] IMediator mediator, HttpContext context) =>
        (await mediator.Send(new ListMyPayments(), context.RequestAborted)).ToApi(context, rows => ApiAnswers.Localized(context, new MyPaymentListBody([.. rows.Select(PaymentBody.Of)])));

    private static async Task<IResult> ShowMineAsync(Guid id, [FromServices] IMediator mediator, [FromServices] IStringLocalizer texts, HttpContext context) =>
        (await mediator.Send(new ShowMyPayment(id), context.RequestAborted)).ToApi(context, page => ApiAnswers.Localized(context, MyPaymentDetailsBody.Of(page, texts)));

    private static async Task<IResult> MoveMineAsync(Guid id, [FromBody] MoveMyPaymentBody body, [FromServices] IMediator mediator, [FromServices] IStringLocalizer texts, HttpContext context) =>
        (await mediator.Send(MoveOf(id, body), context.RequestAborted)).Failure is { } failure
            ? ApiResults.Problem(failure, context)
            : await ShowMineAsync(id, mediator, texts, context);

    private static async Task<IResult> ShowPayableAsync(Guid id, [FromServices] IMediator mediator, HttpContext context) =>
        (await mediator.Send(new ShowPayable(id), context.RequestAborted)).ToApi(context, page => ApiAnswers.Localized(context, PayableBody.Of(page)));

    private static async Task<IResult> AskAsync(Guid id, [FromBody] RequestPaymentBody body, [FromServices] IMediator mediator, [FromServices] IStringLocalizer texts, HttpContext context)
    {
        var asked = await mediator.Send(new RequestPayment(id, body.Remark), context.RequestAborted);
        if (asked.Failure is { } failure)
        {
            return ApiResults.Problem(failure, context);
        }

        return (await mediator.Send(new ShowMyPayment(asked.Value), context.RequestAborted))
            .ToApi(context, page => Results.Created($"/api/v1/my/payments/{asked.Value}", MyPaymentDetailsBody.Of(page, texts)));
    }

    private static ICommand MoveOf(Guid id, MovePaymentBody body) =>
        body.Trigger is PaymentProcess.GiveUp or PaymentProcess.KeepTrying ? new DecideGivingUp(id, body.Trigger, body.Version) : new MovePayment(id, body.Trigger, body.Version, body.Reason);

    private static ICommand MoveOf(Guid id, MoveMyPaymentBody body) =>
        body.Trigger == PaymentProcess.ProposeGivingUp ? new ProposeGivingUp(id, body.Version, body.Remark) : new MoveMyPayment(id, body.Trigger, body.Version, body.Remark);

    /// <summary>As the process names it; what it does not know is left to the request.</summary>
    private static string? StateOf(string? typed) => PaymentProcess.Table.States.Keys.FirstOrDefault(state => ApiAnswers.NameOf(state) == typed) ?? typed;
}
