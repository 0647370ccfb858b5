using Charity.Disbursements.Approvals;
using Charity.Disbursements.Subjects;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Contracts;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Requests;

/// <summary>The organisation asks for an instalment that is due. Asked for twice it is one request.</summary>
/// <param name="Remark">What it says to it; at most 1,000 characters.</param>
[SignedIn]
internal sealed record RequestPayment(Guid InstalmentId, string? Remark) : ICommand<Result<Guid>>;

internal sealed class RequestPaymentValidator : AbstractValidator<RequestPayment>
{
    public const int RemarkLength = 1_000;

    public RequestPaymentValidator() => RuleFor(request => request.Remark).MaximumLength(RemarkLength).Says("text_too_long", "Please use at most {0} characters.", RemarkLength);
}

internal sealed class RequestPaymentHandler(
    CharityDbContext db, PaymentDesk desk, IProjectMoney projects, IProjectDuties duties, IOrganisations organisations, IPayeeAccounts accounts, ISettingsStore settings, ApprovalAlerts alerts,
    ICurrentUser user, TimeProvider clock) : IRequestHandler<RequestPayment, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(RequestPayment request, CancellationToken cancellationToken)
    {
        if (await projects.TakeAsync(request.InstalmentId, cancellationToken) is not { } instalment
            || await organisations.RoleOfAsync(user.Id ?? Guid.Empty, instalment.OrganisationId, cancellationToken) is not { } role)
        {
            return Failure.NotFound("instalment_unknown", "There is no such instalment.");
        }

        if (role is not (OrganisationRole.Owner or OrganisationRole.Finance))
        {
            return PaymentFailures.NotYours;
        }

        var before = await db.Set<PaymentRequest>().AsNoTracking().Where(other => other.SubjectId == instalment.Id).ToListAsync(cancellationToken);
        if (before.Find(other => other.IsOpen) is { } open)
        {
            return open.Id;
        }

        if (!instalment.IsPayable)
        {
            return Failure.Conflict("instalment_not_due", "This instalment is not due: not all of its conditions are met.");
        }

        if (await accounts.FindAsync(instalment.OrganisationId, cancellationToken) is not { IsProved: true } account)
        {
            return Failure.Conflict("account_to_be_proved", "Your bank account has not been verified yet. Upload the bank's confirmation in your dossier; the bureau then looks at it.");
        }

        var rules = await settings.GetAsync<ApprovalSettings>(cancellationToken);
        if (rules.RuleFor(PaymentKind.Instalment, instalment.AmountMinor) is not { } rule)
        {
            return ApprovalSettings.NoRule;
        }

        var (year, number) = await desk.NextNumberAsync(cancellationToken);
        var (asked, lines) = PaymentRequest.Ask(
            InstalmentSubject.DraftOf(instalment, account, rule), year, number, user.Id!.Value, user.Name, PlainText.Clean(request.Remark, keepLines: true), rules.DaysToDecide, clock.GetUtcNow());
        db.Add(asked);
        db.AddRange(lines);
        await duties.RecordAsync(instalment.ProjectId, PaymentDuty.Request, cancellationToken);
        await projects.SettleAsync(instalment.ProjectId, cancellationToken);
        await alerts.RaiseAsync(asked, cancellationToken);
        return asked.Id;
    }
}
