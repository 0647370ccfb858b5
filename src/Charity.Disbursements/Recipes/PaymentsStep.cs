using Charity.Disbursements.Approvals;
using Charity.Disbursements.Banks;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Requests;
using Charity.Disbursements.Subjects;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Charity.Users.Contracts;
using Charity.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Recipes;

/// <param name="RequestedBy">The e-mail address of whoever asks in the payees' names.</param>
/// <param name="ApprovedBy">The e-mail addresses of those who approve, in the order of the steps.</param>
/// <param name="CollectedBy">The e-mail address of the cashier.</param>
/// <param name="ConfirmedBy">The e-mail address of the second person.</param>
/// <param name="Paid">How many of the due instalments are paid.</param>
/// <param name="Approved">How many more are approved and wait for the cashier.</param>
/// <param name="Asked">How many more wait for approval.</param>
internal sealed record PaymentsModel(string RequestedBy, IReadOnlyList<string> ApprovedBy, string CollectedBy, string ConfirmedBy, int Paid, int Approved, int Asked);

/// <summary><c>Payments</c>: lets due instalments of the demonstration be asked for, approved and paid, as everybody's are. Once there are payments, nothing is added.</summary>
internal sealed class PaymentsStep(
    CharityDbContext db, UnitOfWork unitOfWork, IProjectTracking tracking, IProjectMoney projects, IPayeeAccounts accounts, IUserDirectory users, PaymentDesk desk, BatchDesk batches,
    PaymentSubjects subjects, PaymentLines lines, PaymentBooking booking, AnswerWriter answers, IWorkflowDoor door, ISettingsStore settings, SiteTime time, TimeProvider clock) : IRecipeStepHandler
{
    public string Name => "Payments";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        var model = step.Read<PaymentsModel>();
        await unitOfWork.ExecuteAsync(token => PutAsync(step, model, token), cancellationToken);
    }

    private async Task<bool> PutAsync(RecipeStep step, PaymentsModel model, CancellationToken cancellationToken)
    {
        if (await db.Set<PaymentRequest>().AnyAsync(request => request.Kind == PaymentKind.Instalment, cancellationToken))
        {
            return false;
        }

        var requests = new List<PaymentRequest>();
        foreach (var due in (await tracking.UnpaidAsync(cancellationToken)).Where(unpaid => unpaid.Until is null).Select(unpaid => unpaid.Id))
        {
            if (requests.Count < model.Paid + model.Approved + model.Asked && await projects.TakeAsync(due, cancellationToken) is { IsPayable: true } instalment
                && await accounts.FindAsync(instalment.OrganisationId, cancellationToken) is { IsProved: true } account)
            {
                requests.Add(await AskAsync(step, model, instalment, account, cancellationToken));
            }
        }

        foreach (var request in requests.Take(model.Paid + model.Approved))
        {
            await ApproveAsync(step, model, request, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        if (requests.Count > 0 && model.Paid > 0)
        {
            await PayAsync(step, model, [.. requests.Take(model.Paid).Select(request => request.Id)], cancellationToken);
        }

        return true;
    }

    private async Task<PaymentRequest> AskAsync(RecipeStep step, PaymentsModel model, ProjectInstalment instalment, PayeeAccount account, CancellationToken cancellationToken)
    {
        var asker = await FindAsync(step, model.RequestedBy, cancellationToken);
        var rules = await settings.GetAsync<ApprovalSettings>(cancellationToken);
        var rule = rules.RuleFor(PaymentKind.Instalment, instalment.AmountMinor) ?? throw step.Error("no rule says who approves");
        var (year, number) = await desk.NextNumberAsync(cancellationToken);
        var (request, lines) = PaymentRequest.Ask(InstalmentSubject.DraftOf(instalment, account, rule), year, number, asker.Id, asker.Name, string.Empty, rules.DaysToDecide, clock.GetUtcNow());
        db.Add(request);
        db.AddRange(lines);
        await db.SaveChangesAsync(cancellationToken);
        await projects.SettleAsync(instalment.ProjectId, cancellationToken);
        return request;
    }

    private async Task ApproveAsync(RecipeStep step, PaymentsModel model, PaymentRequest request, CancellationToken cancellationToken)
    {
        if (model.ApprovedBy.Count < request.Rule.Steps.Count)
        {
            throw step.Error($"payment {request.Code} needs {request.Rule.Steps.Count} who approve");
        }

        for (var index = 0; index < request.Rule.Steps.Count; index++)
        {
            var approver = await FindAsync(step, model.ApprovedBy[index], cancellationToken);
            request.Approve(Approval.Of(request.Id, index + 1, approver.Id, approver.Name, delegation: null, request.Sha256, clock.GetUtcNow()));
        }

        await FireAsync(step, PaymentProcess.Table, request, PaymentProcess.Complete, null, cancellationToken);
        await subjects.Of(request).SettleAsync(request, cancellationToken);
    }

    private async Task PayAsync(RecipeStep step, PaymentsModel model, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var (cashier, second) = (await FindAsync(step, model.CollectedBy, cancellationToken), await FindAsync(step, model.ConfirmedBy, cancellationToken));
        await batches.LockAsync(cancellationToken);
        var open = await db.Set<PaymentLine>().Where(line => ids.Contains(line.RequestId)).OrderBy(line => line.RequestId).ToListAsync(cancellationToken);
        var (year, number) = await batches.NextNumberAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var terms = await batches.TermsAsync((await settings.GetAsync<BankSettings>(cancellationToken)).Layouts[0].Code, cancellationToken);
        var batch = PaymentBatch.Collect(year, number, terms.Failure is null ? terms.Value : throw step.Error(terms.Failure.Code), open, cashier.Id, cashier.Name, now);
        var sent = open.Select((line, index) => new BatchTransfer(new BatchLine(batch.Id, index + 1, line, now), line)).ToList();
        batch.Seal(BatchDesk.HashOf(await batches.FileAsync(batch, terms.Value, sent, cancellationToken)));
        db.Add(batch);
        await db.SaveChangesAsync(cancellationToken);
        await lines.CollectAsync(ids, batch.Id, cancellationToken);
        db.AddRange(sent.Select(transfer => transfer.Sent));
        await db.SaveChangesAsync(cancellationToken);

        await FireAsync(step, BatchProcess.Table, batch, BatchProcess.Confirm, batch.FileSha256, cancellationToken);
        batch.Confirm(second.Id, second.Name);
        await FireAsync(step, BatchProcess.Table, batch, BatchProcess.Send, batch.FileSha256, cancellationToken);
        var requests = await batches.RequestsAsync(batch.Id, cancellationToken);
        foreach (var request in requests)
        {
            await FireAsync(step, PaymentProcess.Table, request, PaymentProcess.Send, batch.Code, cancellationToken);
            await subjects.Of(request).SettleAsync(request, cancellationToken);
        }

        var committed = await booking.CommitAsync(requests, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        var answered = await answers.WriteAsync(
            batch.Id, [.. (await batches.TransfersAsync(batch.Id, cancellationToken)).Select((transfer, index) => new BankAnswer(index + 2, transfer, LineAnswer.Paid, string.Empty, $"DEMO{batch.Code}{index:000}", time.Today))],
            cancellationToken);
        if ((committed ?? answered.Failure) is { } failure)
        {
            throw step.Error(failure.Code);
        }
    }

    private async Task FireAsync<T>(RecipeStep step, WorkflowDefinition<T> table, T instance, string trigger, string? note, CancellationToken cancellationToken) where T : WorkflowInstance
    {
        if ((await door.FireAsync(table, instance, trigger, expectedVersion: null, note, cancellationToken)).Failure is { } failure)
        {
            throw step.Error($"{table.Process} could not {trigger}: {failure.Code}");
        }
    }

    private async Task<UserSummary> FindAsync(RecipeStep step, string email, CancellationToken cancellationToken) =>
        await users.FindByEmailAsync(email, cancellationToken) ?? throw step.Error($"there is no account {email}");
}
