using Charity.Disbursements.Approvals;
using Charity.Disbursements.Requests;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Ventures.Contracts;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Subjects;

/// <summary>Instalments of venture projects: asked for by the organisation, reserved at the award, kept apart from all other duties of their project.</summary>
internal sealed class InstalmentSubject(IProjectMoney projects, IProjectDuties duties, IPayeeAccounts accounts, IOrganisations organisations, IOrganisationMails mails, ICurrentUser user, SiteAddress site) : IPaymentSubject
{
    public PaymentKind Kind => PaymentKind.Instalment;

    public bool IsReservedByApproval => false;

    public Task LockAsync(Guid subjectId, CancellationToken cancellationToken) => projects.TakeAsync(subjectId, cancellationToken);

    public async Task<Failure?> RefusalAsync(PaymentRequest request, CancellationToken cancellationToken) =>
        await projects.FindAsync(request.SubjectId, cancellationToken) is not { IsPayable: true }
            ? Failure.Conflict("conditions_broken", "Not all conditions of this instalment are met any more. What is missing stands on the project's page.")
            : await accounts.FindAsync(request.OrganisationId!.Value, cancellationToken) switch
            {
                null or { IsProved: false } => Failure.Conflict("account_not_proved", "The payee's bank account has not been verified by the bureau. It has to be, before anything is paid to it."),
                var account when account.Fingerprint != request.PayeeFingerprint => Failure.Conflict("account_changed", "The payee's bank account has changed since. The payee asks again with the new one."),
                _ => null,
            };

    public async Task<bool> IsOverAsync(PaymentRequest request, CancellationToken cancellationToken) => await projects.FindAsync(request.SubjectId, cancellationToken) is not { IsStopped: false };

    public async Task<Failure?> AskerRefusalAsync(PaymentRequest request, CancellationToken cancellationToken) =>
        user.Id is { } id && await organisations.RoleOfAsync(id, request.OrganisationId!.Value, cancellationToken) is OrganisationRole.Owner or OrganisationRole.Finance ? null : PaymentFailures.NotYours;

    public async Task<Payee?> PayeeNowAsync(PaymentRequest request, CancellationToken cancellationToken) =>
        await accounts.FindAsync(request.OrganisationId!.Value, cancellationToken) is { } account ? Of(account, request.AmountMinor) : null;

    public Task<Failure?> DutyReasonAsync(PaymentRequest request, Guid userId, PaymentDuty duty, CancellationToken cancellationToken) =>
        duties.ReasonAsync(request.ProjectId!.Value, userId, duty, cancellationToken);

    public Task RecordDutyAsync(PaymentRequest request, PaymentDuty duty, CancellationToken cancellationToken) => duties.RecordAsync(request.ProjectId!.Value, duty, cancellationToken);

    public Task SettleAsync(PaymentRequest request, CancellationToken cancellationToken) => projects.SettleAsync(request.ProjectId!.Value, cancellationToken);

    /// <summary>The organisation's owners and finance people, in their language.</summary>
    public Task TellAsync(PaymentRequest request, string what, Func<IStringLocalizer, string> subject, Func<IStringLocalizer, IEnumerable<string>> paragraphs, CancellationToken cancellationToken) => mails.ToColleaguesAsync(
        request.OrganisationId!.Value, $"payment-{what}:{request.Id:N}:{request.Version}", role => role is OrganisationRole.Owner or OrganisationRole.Finance, subject,
        T => [.. paragraphs(T), site.Of($"/workspace/payments/{request.Id}")], cancellationToken);

    /// <summary>What is asked for when an instalment is asked for.</summary>
    public static PaymentDraft DraftOf(ProjectInstalment instalment, PayeeAccount account, ApprovalRule rule) => new(
        PaymentKind.Instalment, instalment.Id, instalment.ProjectId, instalment.ProjectSlug, instalment.OrganisationId,
        new LocalizedText($"{instalment.ProjectTitle.Zh}：{instalment.Name.Zh}", $"{instalment.ProjectTitle.En ?? instalment.ProjectTitle.Zh}: {instalment.Name.En ?? instalment.Name.Zh}"), account.Name,
        instalment.Currency, [.. instalment.Parts.Select(part => new PartDraft(part.FundSlug, part.AvailableCode, part.CommittedCode, part.AmountMinor, part.ReservationId))],
        [Of(account, instalment.AmountMinor)], rule);

    public static Payee Of(PayeeAccount account, long amountMinor) => new(account.Name, account.BankName, account.Number, account.Fingerprint, amountMinor);
}
