using Charity.Disbursements.Approvals;
using Charity.Disbursements.Papers;
using Charity.Disbursements.Requests;
using Charity.Funds.Contracts;
using Charity.Ledger.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Identifiers;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Spending;

/// <summary>Whoever looks after a fund asks for a payment by a motion that passed, with the invoice. The payee is the motion's, or is named here.</summary>
[Requires(Permissions.RequestSpending)]
internal sealed record RequestSpending : IOutsideCall<AttachmentInfo>
{
    /// <summary>Made with the form, so that sending it twice makes one request.</summary>
    public Guid Id { get; init; }
    public Guid MotionId { get; init; }
    public string? Amount { get; init; }
    public string? PayeeName { get; init; }
    public string? PayeeBank { get; init; }
    public string? PayeeNumber { get; init; }
    public string? Remark { get; init; }
    public string FileName { get; init; } = string.Empty;
    public Stream? Content { get; init; }
}

internal sealed class RequestSpendingValidator : AbstractValidator<RequestSpending>
{
    private const int NameLength = 200;

    public RequestSpendingValidator()
    {
        RuleFor(spending => spending.Id).NotEmpty().Says("form_outdated", "Please open the form again.");
        RuleFor(spending => spending.Amount).Must(amount => AmountParser.Parse(amount, Money.Yuan).Minor > 0).Says("amount_wrong", "Please type the amount, like 120.00.");
        RuleFor(spending => spending.PayeeName).MaximumLength(NameLength).Says("text_too_long", "Please use at most {0} characters.", NameLength);
        RuleFor(spending => spending.PayeeBank).MaximumLength(NameLength).Says("text_too_long", "Please use at most {0} characters.", NameLength);
        RuleFor(spending => spending.Remark).MaximumLength(RequestPaymentValidator.RemarkLength).Says("text_too_long", "Please use at most {0} characters.", RequestPaymentValidator.RemarkLength);
        RuleFor(spending => spending.Content).NotNull().OverridePropertyName("File").Says("invoice_missing", "Add the invoice or voucher: a picture or a PDF.");
    }
}

internal sealed class RequestSpendingHandler(
    CharityDbContext db, PaymentDesk desk, IFundMotions motions, IFunds funds, MotionSubject subject, IPersonFingerprints fingerprints, IAttachments attachments, ISettingsStore settings, ApprovalAlerts alerts,
    ICurrentUser user, TimeProvider clock) : IRequestHandler<RequestSpending, Result<AttachmentInfo>>
{
    public async Task<Result<AttachmentInfo>> Handle(RequestSpending request, CancellationToken cancellationToken)
    {
        PaymentRequest? payment = null;
        return await attachments.StoreAsync(
            new AttachmentUpload(PaymentPapers.Of(request.Id), PaymentPapers.Invoice, request.FileName, request.Content!) { WhenAdded = paper => payment!.AddPaper(paper.Id) },
            async token =>
            {
                var asked = await AddAsync(request, token);
                payment = asked.Failure is null ? asked.Value : null;
                return asked.Failure;
            },
            cancellationToken);
    }

    private async Task<Result<PaymentRequest>> AddAsync(RequestSpending request, CancellationToken cancellationToken)
    {
        if (await motions.TakeAsync(request.MotionId, cancellationToken) is not { } motion || (await funds.MineAsync(cancellationToken)).FirstOrDefault(fund => fund.Slug == motion.FundSlug) is not { } fund)
        {
            return Failure.NotFound("motion_unknown", "There is no such motion.");
        }

        // Sent twice it is one request, and its paper one paper; nobody else's request takes papers this way.
        if (await PaymentDesk.Whole(db.Set<PaymentRequest>()).SingleOrDefaultAsync(payment => payment.Id == request.Id, cancellationToken) is { } known)
        {
            return known.Kind == PaymentKind.Spending && known.SubjectId == motion.Id && known.RequestedById == user.Id && PaymentPapers.CanChange(known)
                ? known
                : Failure.Conflict("asked_already", "This payment has been asked for already.");
        }

        var amount = AmountParser.Parse(request.Amount, motion.Currency).Minor!.Value;
        var asked = await subject.AskedMinorAsync(motion.Id, except: null, cancellationToken);
        var left = motion.AmountMinor - asked;
        if (!motion.IsPassed || amount > left)
        {
            return motion.IsPassed
                ? Failure.Field(nameof(request.Amount), "motion_spent_up", "At most {0} is left of what the motion allows.", Money.Format(left, motion.Currency))
                : Failure.Conflict("motion_not_passed", "The motion that this would be paid by has not passed.");
        }

        var payee = PayeeOf(motion, request, amount);
        if (payee.Failure is { } wrong)
        {
            return wrong;
        }

        var rules = await settings.GetAsync<ApprovalSettings>(cancellationToken);

        // By all of the motion that is asked for: a large sum in slices is a large sum.
        if (rules.RuleFor(PaymentKind.Spending, asked + amount) is not { } rule)
        {
            return ApprovalSettings.NoRule;
        }

        var (year, number) = await desk.NextNumberAsync(cancellationToken);
        var (payment, lines) = PaymentRequest.Ask(
            new PaymentDraft(
                PaymentKind.Spending, motion.Id, null, null, null, new LocalizedText($"{fund.Name.Zh}：{motion.Title.Zh}", $"{fund.Name.En ?? fund.Name.Zh}: {motion.Title.En ?? motion.Title.Zh}"), payee.Value.Name,
                motion.Currency, [new PartDraft(motion.FundSlug, AccountCodes.FundAvailable(motion.FundSlug), null, amount, null)], [payee.Value], rule) { Id = request.Id },
            year, number, user.Id!.Value, user.Name, PlainText.Clean(request.Remark, keepLines: true), rules.DaysToDecide, clock.GetUtcNow());
        db.Add(payment);
        db.AddRange(lines);
        await alerts.RaiseAsync(payment, cancellationToken);
        return payment;
    }

    private Result<Payee> PayeeOf(MotionSummary motion, RequestSpending request, long amountMinor)
    {
        if (motion.Payee is { } named)
        {
            return new Payee(named.Name, named.BankName, named.Number, named.Fingerprint, amountMinor);
        }

        var (name, bank, number) = (PlainText.Clean(request.PayeeName), PlainText.Clean(request.PayeeBank), BankCardNumber.Check(request.PayeeNumber ?? string.Empty).Normalised);
        return name.Length == 0 ? Failure.Field(nameof(request.PayeeName), "payee_missing", "Say who is paid.")
            : bank.Length == 0 ? Failure.Field(nameof(request.PayeeBank), "bank_missing", "Say which bank the account is with.")
            : number is not { Length: >= 8 and <= 32 } || !number.All(char.IsAsciiDigit) ? Failure.Field(nameof(request.PayeeNumber), "account_number_wrong", "Please enter the account number: 8 to 32 digits.")
            : new Payee(name, bank, number, fingerprints.OfAccount(number), amountMinor);
    }
}
