using System.Security.Cryptography;
using Charity.Payments.Contracts;
using Charity.Payments.Webhooks;
using Charity.Platform.Data;
using Charity.Platform.Jobs;
using Charity.Platform.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Payments.Sandbox;

/// <summary>Lets the payer act on a page: the outcome and the events that follow from it are one commit, so nothing is lost by a crash.</summary>
internal sealed class SandboxDesk(CharityDbContext db, UnitOfWork unitOfWork, SandboxOptions options, Signal<DeliverSandboxEvents> signal, TimeProvider clock)
{
    private const int PaymentBytes = 12;

    /// <summary>Within the caller's transaction. Answers with the events that are owed now.</summary>
    public async Task<Result<List<SandboxDelivery>>> ActAsync(SandboxSession session, SandboxOutcome outcome, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var acted = session.Act(outcome, $"pay_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PaymentBytes))}", options.Delay, now);
        if (acted.Failure is { } failure)
        {
            return failure;
        }

        var owed = outcome == SandboxOutcome.Decline ? [] : SandboxEvents.Owed(session, now);
        await db.AddRangeAsync(owed, cancellationToken);
        unitOfWork.AfterCommit(signal.Raise);
        return owed;
    }
}

/// <summary>Plays the payer without a browser: for recipes, which run before the server listens, and for tests.</summary>
internal sealed class SandboxPayer(IServiceScopeFactory scopes, SandboxWebhooks webhooks, WebhookDoor door, TimeProvider clock) : ISandbox
{
    /// <summary>How long the background deliveries leave these events to us.</summary>
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(30);

    public async Task PayAsync(Guid checkoutId, SandboxOutcome outcome, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var opened = await scope.ServiceProvider.GetRequiredService<ICheckouts>().OpenAsync(checkoutId, cancellationToken);
        if (opened.Failure is { } closed)
        {
            throw new InvalidOperationException($"The checkout {checkoutId} cannot be paid: {closed.Code}.");
        }

        foreach (var delivery in await ActAsync(scope.ServiceProvider, checkoutId, outcome, cancellationToken))
        {
            await DeliverAsync(scope.ServiceProvider, delivery, cancellationToken);
        }
    }

    private async Task<List<SandboxDelivery>> ActAsync(IServiceProvider scope, Guid checkoutId, SandboxOutcome outcome, CancellationToken cancellationToken)
    {
        var db = scope.GetRequiredService<CharityDbContext>();
        var reference = checkoutId.ToString("D");
        var result = await scope.GetRequiredService<UnitOfWork>().ExecuteAsync<Result<List<SandboxDelivery>>>(
            async token =>
            {
                var session = await db.Set<SandboxSession>().Where(s => s.ClientReferenceId == reference).OrderByDescending(s => s.Attempt).FirstAsync(token);
                var acted = await scope.GetRequiredService<SandboxDesk>().ActAsync(session, outcome, token);
                if (acted.Failure is not null)
                {
                    return acted;
                }

                var now = clock.GetUtcNow().UtcDateTime;
                var immediate = acted.Value.Where(delivery => delivery.DueUtc <= now).ToList();
                immediate.ForEach(delivery => delivery.Claim(now + Claim));
                return immediate;
            },
            acted => acted.Succeeded,
            cancellationToken);
        return result.Failure is { } failure ? throw new InvalidOperationException($"The checkout {checkoutId} cannot be paid: {failure.Code}.") : result.Value;
    }

    private async Task DeliverAsync(IServiceProvider scope, SandboxDelivery delivery, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var signature = await webhooks.SignAsync(delivery.Payload, now, cancellationToken);
        var answer = await door.ReceiveAsync(SandboxGateway.Name, signature, delivery.Payload, cancellationToken);
        await scope.GetRequiredService<UnitOfWork>().ExecuteAsync(
            _ =>
            {
                delivery.Answered(answer.Status, answer.Reason, now.UtcDateTime);
                return Task.FromResult(true);
            },
            cancellationToken);
    }
}
