using Charity.Funds.Contracts;
using Charity.Funds.Manage;
using Charity.Funds.Register;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Identifiers;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Motions;

/// <summary>Brings a motion in as a draft, or changes the draft. Sent twice by the same form it is one motion.</summary>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record KeepMotion : ICommand, IFundRequest
{
    public string Slug { get; init; } = string.Empty;

    /// <summary>Made with the form.</summary>
    public Guid Id { get; init; }

    /// <summary>The revision the keeper looked at.</summary>
    public int Revision { get; init; }
    public MotionKind Kind { get; init; }
    public TypedText Title { get; init; } = new();
    public string? Mover { get; init; }
    public string? Seconder { get; init; }
    public DateOnly? VoteOn { get; init; }

    /// <summary>The key of one of <see cref="FundPurposes"/>.</summary>
    public string? Purpose { get; init; }
    public TypedText When { get; init; } = new();
    public TypedText Where { get; init; } = new();
    public TypedText Who { get; init; } = new();
    public TypedText Resources { get; init; } = new();
    public TypedText Action { get; init; } = new();
    public TypedText Outcome { get; init; } = new();

    /// <summary>Rows without a text and an amount are left out.</summary>
    // A list of its own: the model binder cannot add to an empty array.
    public List<TypedLine> Lines { get; init; } = [];

    /// <summary>All three empty leaves the payee open; an empty number keeps the one given before.</summary>
    public string? PayeeName { get; init; }
    public string? PayeeBank { get; init; }
    public string? PayeeNumber { get; init; }
}

internal sealed record TypedLine
{
    public TypedText Text { get; init; } = new();

    /// <summary>In whole units of the currency, as typed.</summary>
    public string? Amount { get; init; }

    public bool IsBlank => Text.Zh is null && string.IsNullOrWhiteSpace(Amount);
}

internal sealed class KeepMotionValidator : AbstractValidator<KeepMotion>
{
    public KeepMotionValidator()
    {
        RuleFor(motion => motion.Kind).IsInEnum().Says("motion_kind_missing", "Please choose who votes on it.");
        Written(motion => motion.Title.Zh).Says("motion_text_missing", "Please give the motion a Chinese title.");
        Text(motion => motion.Title.Zh, motion => motion.Title.En, Motion.TitleLength);
        RuleFor(motion => motion.Mover).Must(IsWritten).Says("mover_missing", "Please name who moves it.").MaximumLength(Motion.NameLength).Says("text_too_long", "Please use at most {0} characters.", Motion.NameLength);
        RuleFor(motion => motion.Seconder).Must(IsWritten).Says("seconder_missing", "Please name who seconds it.")
            .Must((motion, name) => !MotionNames.AreSame(name, motion.Mover)).Says("seconder_is_mover", "Somebody other than the mover has to second it.")
            .MaximumLength(Motion.NameLength).Says("text_too_long", "Please use at most {0} characters.", Motion.NameLength);
        RuleFor(motion => motion.VoteOn).NotNull().Says("vote_day_missing", "Please say on which day the vote is.");
        Written(motion => motion.When.Zh).Says("motion_text_missing", "Please say in Chinese when it is.");
        Text(motion => motion.When.Zh, motion => motion.When.En, Motion.TextLength);
        Written(motion => motion.Where.Zh).Says("motion_text_missing", "Please say in Chinese where it is.");
        Text(motion => motion.Where.Zh, motion => motion.Where.En, Motion.TextLength);
        Written(motion => motion.Who.Zh).Says("motion_text_missing", "Please say in Chinese who takes part.");
        Text(motion => motion.Who.Zh, motion => motion.Who.En, Motion.TextLength);
        Written(motion => motion.Resources.Zh).Says("motion_text_missing", "Please say in Chinese with what means.");
        Text(motion => motion.Resources.Zh, motion => motion.Resources.En, Motion.TextLength);
        Written(motion => motion.Action.Zh).Says("motion_text_missing", "Please say in Chinese what is done.");
        Text(motion => motion.Action.Zh, motion => motion.Action.En, Motion.TextLength);
        Written(motion => motion.Outcome.Zh).Says("motion_text_missing", "Please say in Chinese what comes of it.");
        Text(motion => motion.Outcome.Zh, motion => motion.Outcome.En, Motion.TextLength);
        RuleFor(motion => motion.Lines).Must(lines => lines.Count(line => !line.IsBlank) is > 0 and <= Motion.MostLines).Says("lines_missing", "Please say what the money is for: one to {0} lines.", Motion.MostLines);
        RuleForEach(motion => motion.Lines).ChildRules(line =>
        {
            line.RuleFor(l => l.Text.Zh).Must((l, text) => l.IsBlank || text is not null).Says("line_text_missing", "Please say in Chinese what this amount is for.")
                .MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);
            line.RuleFor(l => l.Text.En).MaximumLength(400).Says("text_too_long", "Please use at most {0} characters.", 400);
        });
        RuleFor(motion => motion.PayeeName).MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);
        RuleFor(motion => motion.PayeeBank).MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);
        RuleFor(motion => motion.PayeeNumber).Must(number => string.IsNullOrWhiteSpace(number) || IsAccount(number)).Says("account_number_wrong", "Please enter the account number: 8 to 32 digits.");
    }

    private static bool IsWritten(string? text) => PlainText.Clean(text).Length > 0;

    // An account of a firm need not have a card's check digit, so only its shape is asked for.
    private static bool IsAccount(string number) => BankCardNumber.Check(number).Normalised is { Length: >= 8 and <= 32 } digits && digits.All(char.IsAsciiDigit);

    private IRuleBuilderOptions<KeepMotion, string?> Written(System.Linq.Expressions.Expression<Func<KeepMotion, string?>> zh) => RuleFor(zh).NotEmpty();

    private void Text(System.Linq.Expressions.Expression<Func<KeepMotion, string?>> zh, System.Linq.Expressions.Expression<Func<KeepMotion, string?>> en, int longest)
    {
        RuleFor(zh).MaximumLength(longest).Says("text_too_long", "Please use at most {0} characters.", longest);
        RuleFor(en).MaximumLength(longest * 2).Says("text_too_long", "Please use at most {0} characters.", longest * 2);
    }
}

internal sealed class KeepMotionHandler(CharityDbContext db, MotionDesk desk, IPersonFingerprints fingerprints, ICurrentUser user) : IRequestHandler<KeepMotion, Result>
{
    public async Task<Result> Handle(KeepMotion request, CancellationToken cancellationToken)
    {
        var fund = await desk.FundAsync(request.Slug, cancellationToken);
        var motion = await db.Set<Motion>().SingleOrDefaultAsync(candidate => candidate.Id == request.Id, cancellationToken);
        switch (motion)
        {
            case { } other when other.FundId != fund.Id:
                return MotionFailures.Unknown;
            case { IsDraft: false }:
                return MotionFailures.NoDraft;
            case { } changed when changed.Revision != request.Revision:
                return FundFailures.ChangedMeanwhile;
        }

        var draft = Read(request, fund, motion);
        if (draft.Failure is { } wrong)
        {
            return wrong;
        }

        if (motion is null)
        {
            db.Add(Motion.Begin(request.Id, fund.Id, fund.Currency, draft.Value, user.Id));
            return Result.Ok;
        }

        motion.Describe(draft.Value);
        motion.CountEdit();
        return Result.Ok;
    }

    private Result<MotionDraft> Read(KeepMotion request, Fund fund, Motion? before)
    {
        var (mover, seconder) = (Person(fund, request.Mover), Person(fund, request.Seconder));
        foreach (var (field, person) in new[] { (nameof(request.Mover), mover), (nameof(request.Seconder), seconder) })
        {
            if (fund.Committee.Any(seat => seat.Role == CommitteeRole.Supervisor && MotionNames.AreSame(seat.Name, person.Name)))
            {
                return Failure.Field(field, "supervisor_watches", "A supervisor watches over the vote and neither moves nor seconds.");
            }
        }

        if (FundPurposes.Of(fund).FirstOrDefault(purpose => purpose.Key == request.Purpose) is not { } chosen)
        {
            return Failure.Field(nameof(request.Purpose), "motion_purpose_missing", "Please choose which purpose of the fund's plan it serves.");
        }

        var lines = ReadLines(request.Lines, fund.Currency);
        if (lines.Failure is { } wrong)
        {
            return wrong;
        }

        var payee = ReadPayee(request, before?.Payee);
        return payee.Failure is { } missing
            ? missing
            : new MotionDraft(
                request.Kind, request.Title.ToText()!, mover, seconder,
                new MotionElements(
                    request.When.ToText(true)!, request.Where.ToText(true)!, request.Who.ToText(true)!, request.Resources.ToText(true)!, request.Action.ToText(true)!, request.Outcome.ToText(true)!),
                lines.Value, chosen.Text, payee.Value.Payee, request.VoteOn!.Value);
    }

    private static MotionPerson Person(Fund fund, string? name)
    {
        var cleaned = PlainText.Clean(name);
        return new MotionPerson(cleaned, fund.Committee.Any(seat => MotionNames.AreSame(seat.Name, cleaned)));
    }

    private static Result<IReadOnlyList<MotionLine>> ReadLines(List<TypedLine> typed, string currency)
    {
        var lines = new List<MotionLine>();
        foreach (var (line, index) in typed.Select((line, index) => (line, index)).Where(item => !item.line.IsBlank))
        {
            if (AmountParser.Parse(line.Amount, currency).Minor is not { } amount || amount == 0)
            {
                return Failure.Field($"Lines[{index}].Amount", "line_amount_wrong", "Please type an amount above zero, like 1200.50.");
            }

            lines.Add(new MotionLine(line.Text.ToText()!, amount));
        }

        return lines.Sum(line => line.AmountMinor) <= AmountParser.Largest
            ? lines
            : Failure.Field("Lines[0].Amount", "motion_too_large", "The amounts make more than can be paid at all.");
    }

    private Result<OpenOrNamed> ReadPayee(KeepMotion request, MotionPayee? before)
    {
        var (name, bank, number) = (PlainText.Clean(request.PayeeName), PlainText.Clean(request.PayeeBank), BankCardNumber.Check(request.PayeeNumber).Normalised);
        if (name.Length + bank.Length + number.Length == 0)
        {
            return new OpenOrNamed(null);
        }

        if (number.Length == 0)
        {
            number = before?.Number ?? string.Empty;
        }

        return (name.Length, bank.Length, number.Length) switch
        {
            (0, _, _) => Failure.Field(nameof(request.PayeeName), "account_name_missing", "Please enter the name the account is held in."),
            (_, 0, _) => Failure.Field(nameof(request.PayeeBank), "bank_name_missing", "Please name the bank and its branch."),
            (_, _, 0) => Failure.Field(nameof(request.PayeeNumber), "account_number_wrong", "Please enter the account number: 8 to 32 digits."),
            _ => new OpenOrNamed(new MotionPayee(name, bank, number, fingerprints.OfAccount(number))),
        };
    }

    private sealed record OpenOrNamed(MotionPayee? Payee);
}
