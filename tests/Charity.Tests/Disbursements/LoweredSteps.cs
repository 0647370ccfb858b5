using System.Globalization;
using System.Net;
using Charity.Disbursements.Requests;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Tests.Platform;
using Charity.Tests.Support;
using Charity.Tests.Ventures;
using Charity.Tests.Ventures.Projects;
using Charity.Ventures.Changes;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>What tests do with awards that are lowered, in their words.</summary>
internal static class LoweredSteps
{
    public static string Typed(long minor) => Money.ToMajor(minor, Money.Yuan).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Asks for less, with a budget of one line that makes the rest.</summary>
    public static async Task<Result> AskLessAsync(this CharityApp site, FundedProject project, long lessMinor)
    {
        var left = (await site.ReadProjectAsync(project.Project.Slug)).AwardedMinor - lessMinor;
        return await site.SendAsync(new RequestChange(project.Project.Slug, ChangeKind.Less, "用不完", null, [Typed(left)]) { Less = Typed(lessMinor) });
    }

    public static async Task LowerAsync(this CharityApp site, FundedProject project, long lessMinor)
    {
        CallSteps.Demand(await site.AskLessAsync(project, lessMinor));
        CallSteps.Demand(await site.DecideAsync(project, ChangeProcess.Approve));
    }

    public static async Task<Result> DecideAsync(this CharityApp site, FundedProject project, string trigger, string? answer = null)
    {
        var change = (await site.ChangeOfAsync(project))!;
        return await site.SendAsync(new DecideChange(project.Project.Slug, change.Id, trigger, change.Version, answer));
    }

    /// <summary>The latest that waits to be decided.</summary>
    public static Task<ChangeRequest?> ChangeOfAsync(this CharityApp site, FundedProject project) => site.InScopeAsync(services =>
    {
        var db = services.GetRequiredService<CharityDbContext>();
        return db.Set<ChangeRequest>().AsNoTracking().Where(change => change.State == ChangeProcess.Requested && db.Set<Project>().Any(p => p.Id == change.ProjectId && p.Slug == project.Project.Slug))
            .OrderByDescending(change => change.Id).FirstOrDefaultAsync();
    });

    /// <summary>The owner asks for the first instalment.</summary>
    public static Task<Result<Guid>> TryAskAsync(this CharityApp site, FundedProject project) => site.AsAsync(
        [], services => services.GetRequiredService<IMediator>().Send(new RequestPayment(project.Instalments[0], null)), userId: project.Project.Organisation.Owner.Id);

    /// <summary>The first instalment, paid by the bank.</summary>
    public static async Task<PaymentRequest> PaidAsync(this CharityApp site, FundedProject project)
    {
        var payment = await site.ApprovedAsync(project);
        await site.PayAsync(payment);
        return await site.ReadPaymentAsync(payment);
    }

    public static async Task PayAsync(this CharityApp site, Guid payment)
    {
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, payment);
        await second.ReleaseAsync(batch);
        await cashier.AnswerAsync(batch, await site.AnswerOfAsync(batch, "成功"));
        cashier.AssertStatus(HttpStatusCode.Found);
    }

    /// <summary>What is reserved or committed for a project and not paid, by fund.</summary>
    public static Task<IReadOnlyList<long>> PromisedAsync(this CharityApp site, FundedProject project) => site.InScopeAsync(async services =>
    {
        string[] codes = [.. project.Funds.Select(fund => AccountCodes.FundCommitted(fund, project.Project.Slug))];
        var balances = await services.GetRequiredService<ILedgerTotals>().BalancesAsync(codes, CancellationToken.None);
        return (IReadOnlyList<long>)[.. codes.Select(code => balances[code].PostedMinor + balances[code].CreditsPendingMinor)];
    });
}
