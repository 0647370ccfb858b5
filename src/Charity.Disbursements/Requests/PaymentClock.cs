using Charity.Disbursements.Approvals;
using Charity.Disbursements.Subjects;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Charity.Disbursements.Requests;

/// <summary>Lets requests lapse that nobody has decided about in time, and tells the payee. Running it twice changes nothing.</summary>
[DisallowConcurrentExecution]
internal sealed class PaymentClock(IServiceScopeFactory scopes, ILogger<PaymentClock> logger) : IJob
{
    /// <summary>Every hour.</summary>
    public const string Cron = "0 20 * * * ?";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await TurnAsync(cancellationToken);

    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await OverdueAsync(cancellationToken))
        {
            try
            {
                await using var scope = scopes.CreateSystemScope("clock");
                await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(token => LapseAsync(scope.ServiceProvider, id, token), cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError(exception, "Payment request {Id} could not lapse; the next turn tries it again.", id);
            }
        }
    }

    private async Task<IReadOnlyList<Guid>> OverdueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("clock");
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        return await scope.ServiceProvider.GetRequiredService<CharityDbContext>().Set<PaymentRequest>()
            .Where(request => request.State == PaymentProcess.Asked && request.DecideByUtc <= now)
            .OrderBy(request => request.Id)
            .Select(request => request.Id)
            .ToListAsync(cancellationToken);
    }

    private static async Task<bool> LapseAsync(IServiceProvider services, Guid id, CancellationToken cancellationToken)
    {
        var payment = (await services.GetRequiredService<PaymentDesk>().TakeAsync(id, cancellationToken)).Value;
        if ((await services.GetRequiredService<IWorkflowDoor>().FireAsync(PaymentProcess.Table, payment, PaymentProcess.Lapse, expectedVersion: null, note: null, cancellationToken)).Failure is not null)
        {
            return false;
        }

        await services.GetRequiredService<ApprovalAlerts>().ResolveAsync(payment, cancellationToken);
        var subject = services.GetRequiredService<PaymentSubjects>().Of(payment);
        await subject.SettleAsync(payment, cancellationToken);
        await subject.TellAsync(payment, "lapsed", T => T["Nobody decided about the payment of {0} in time", payment.Title], T => [T["Ask for it again; the charity has been told."]], cancellationToken);
        return true;
    }
}
