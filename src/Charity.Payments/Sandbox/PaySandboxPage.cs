using Charity.Payments.Contracts;
using Charity.Payments.Gateways;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Payments.Sandbox;

/// <summary>The payer presses one of the page's buttons. Answers with the address they go to next, or null to stay.</summary>
[Anybody]
internal sealed record PaySandboxPage(string SessionId, SandboxOutcome Outcome) : ICommand<Result<PaidSandboxPage>>;

/// <param name="Url">Where the payer goes next; null to stay on the page.</param>
internal sealed record PaidSandboxPage(string? Url);

internal sealed class PaySandboxPageValidator : AbstractValidator<PaySandboxPage>
{
    public PaySandboxPageValidator() => RuleFor(request => request.Outcome).IsInEnum().Says("outcome_unknown", "Choose what happens to the payment.");
}

internal sealed class PaySandboxPageHandler(CharityDbContext db, IPaymentGateway gateway, SandboxDesk desk) : IRequestHandler<PaySandboxPage, Result<PaidSandboxPage>>
{
    public async Task<Result<PaidSandboxPage>> Handle(PaySandboxPage request, CancellationToken cancellationToken)
    {
        var session = await db.Set<SandboxSession>().FirstOrDefaultAsync(s => s.Id == request.SessionId, cancellationToken);
        if (session is null || gateway.Provider != SandboxGateway.Name)
        {
            return Failure.NotFound("payment_page_unknown", "There is no such payment page.");
        }

        var acted = await desk.ActAsync(session, request.Outcome, cancellationToken);
        return acted.Failure is { } failure ? failure : new PaidSandboxPage(session.Status == SandboxStatus.Complete ? session.SuccessUrl : null);
    }
}
