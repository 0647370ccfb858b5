using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Budgets;
using Charity.Ventures.Calls;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Office;

/// <summary>A source of money as typed: a fund's slug, or the name of whoever gives public money.</summary>
internal sealed record TypedSource
{
    public string? Fund { get; init; }
    public TypedText Name { get; init; } = new();
    public string? Amount { get; init; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Fund) && Name.ToText() is null && string.IsNullOrWhiteSpace(Amount);
}

internal sealed record TypedHead
{
    public string? Code { get; init; }
    public TypedText Name { get; init; } = new();
    public int? MaximumPercent { get; init; }
}

internal sealed record TypedForbidden
{
    public TypedText Reason { get; init; } = new();

    /// <summary>Separated by commas, enumeration commas or line breaks.</summary>
    public string? Words { get; init; }

    public IReadOnlyList<string> ToWords() => [.. PlainText.Clean(Words, keepLines: true).Split(['、', ',', '，', '\n', ';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
}

/// <summary>Changes where the money comes from, what one project may ask for and what a budget may contain.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record EditCallMoney : ICommand, IEditCall
{
    public string Slug { get; init; } = string.Empty;
    public int Revision { get; init; }
    public TypedText Amendment { get; init; } = new();
    public List<TypedSource> Sources { get; init; } = [];
    public string? ProjectCap { get; init; }
    public int OwnMinimumPercent { get; init; }
    public List<TypedHead> Heads { get; init; } = [];
    public List<TypedForbidden> Forbidden { get; init; } = [];

    public static EditCallMoney Of(Call call) => new()
    {
        Slug = call.Slug,
        Revision = call.Revision,
        Sources = [.. call.Design.Money.Sources.Select(source => new TypedSource { Fund = source.FundSlug, Name = TypedText.Of(source.Name), Amount = CallAmounts.Type(source.AmountMinor) })],
        ProjectCap = call.Design.Money.ProjectCapMinor is { } cap ? CallAmounts.Type(cap) : null,
        OwnMinimumPercent = call.Design.Budget.OwnMinimumPercent,
        Heads = [.. call.Design.Budget.Heads.Select(head => new TypedHead { Code = head.Code, Name = TypedText.Of(head.Name), MaximumPercent = head.MaximumPercent })],
        Forbidden = [.. call.Design.Budget.Forbidden.Select(item => new TypedForbidden { Reason = TypedText.Of(item.Reason), Words = string.Join('、', item.Words) })],
    };
}

internal sealed class EditCallMoneyValidator : AbstractValidator<EditCallMoney>
{
    public EditCallMoneyValidator()
    {
        RuleForEach(call => call.Sources).ChildRules(source =>
        {
            source.RuleFor(s => s.Amount).Must((typed, amount) => typed.IsEmpty || CallAmounts.Parse(amount) > 0).Says("source_amount_wrong", "Please type the amount, like 500000.");
            source.RuleFor(s => s.Fund).Must((typed, fund) => typed.IsEmpty || !string.IsNullOrWhiteSpace(fund) || typed.Name.ToText() is not null).Says("source_nameless", "Choose a fund, or say in Chinese who gives the money.");
        });
        RuleFor(call => call.ProjectCap).Must(cap => string.IsNullOrWhiteSpace(cap) || CallAmounts.Parse(cap) > 0).Says("cap_wrong", "Please type the most one project may ask for as an amount, or leave it empty.");
        RuleFor(call => call.OwnMinimumPercent).InclusiveBetween(0, 90).Says("percent_wrong", "Please type a percentage from {0} to {1}.", 0, 90);
        RuleForEach(call => call.Heads).ChildRules(head =>
            head.RuleFor(h => h.MaximumPercent).Must(percent => percent is null or (> 0 and <= 100)).Says("percent_wrong", "Please type a percentage from {0} to {1}.", 1, 100));
        RuleFor(call => call.Sources).Must(sources => sources.Count <= MostRows && sources.All(source => IsShort(source.Name))).Says("rows_too_many", "At most {0} rows, and at most {1} characters for a name.", MostRows, LongestName);
        RuleFor(call => call.Heads).Must(heads => heads.Count <= MostRows && heads.All(head => IsShort(head.Name))).Says("rows_too_many", "At most {0} rows, and at most {1} characters for a name.", MostRows, LongestName);
        RuleFor(call => call.Forbidden).Must(items => items.Count <= MostRows && items.All(item => IsShort(item.Reason) && (item.Words ?? string.Empty).Length <= 2000)).Says("rows_too_many", "At most {0} rows, and at most {1} characters for a name.", MostRows, LongestName);
        RuleFor(call => call.Heads).Must(heads => heads.Any(head => head.Name.ToText() is not null)).Says("heads_missing", "A budget needs at least one kind of spending.");
    }

    internal const int MostRows = 30;
    internal const int LongestName = 100;

    internal static bool IsShort(TypedText name) => name is { Zh: null or { Length: <= LongestName }, En: null or { Length: <= LongestName } };
}

internal sealed class EditCallMoneyHandler(CallDesk desk, IFunds funds) : IRequestHandler<EditCallMoney, Result>
{
    public async Task<Result> Handle(EditCallMoney request, CancellationToken cancellationToken)
    {
        for (var index = 0; index < request.Sources.Count; index++)
        {
            if (request.Sources[index].Fund is { Length: > 0 } slug && await funds.FindAsync(slug, cancellationToken) is not { IsPublic: true })
            {
                return Failure.Field($"Sources[{index}].Fund", "fund_unknown", "There is no fund \"{0}\".", slug);
            }
        }

        return await desk.EditAsync(
            request,
            call =>
            {
                if (!CallProcess.IsBefore(call.State, CallProcess.Notice))
                {
                    return Failure.Conflict("money_fixed", "The decisions were published. The money stays as it was announced.");
                }

                desk.Redesign(call, call.Title, call.Design with
                {
                    Money = call.Design.Money with
                    {
                        Sources = [.. request.Sources.Where(source => !source.IsEmpty).Select(source => new MoneySource(string.IsNullOrWhiteSpace(source.Fund) ? null : source.Fund, string.IsNullOrWhiteSpace(source.Fund) ? source.Name.ToText() : null, CallAmounts.Parse(source.Amount)!.Value))],
                        ProjectCapMinor = CallAmounts.Parse(request.ProjectCap),
                    },
                    Budget = new BudgetRules
                    {
                        OwnMinimumPercent = request.OwnMinimumPercent,
                        Heads = Heads(request.Heads),
                        Forbidden = [.. request.Forbidden.Where(item => item.Reason.ToText() is not null && item.ToWords().Count > 0).Select(item => new ForbiddenItem(item.Reason.ToText()!, item.ToWords()))],
                    },
                });
                return null;
            },
            cancellationToken);
    }

    /// <summary>A head keeps its code, by which budgets know it; a new one gets the next free number.</summary>
    private static List<BudgetHead> Heads(IReadOnlyList<TypedHead> typed)
    {
        var heads = new List<BudgetHead>();
        var next = 1;
        foreach (var head in typed.Where(head => head.Name.ToText() is not null))
        {
            var code = PlainText.Clean(head.Code);
            while (code.Length == 0 || heads.Exists(other => other.Code == code))
            {
                code = FormattableString.Invariant($"head{next++}");
            }

            heads.Add(new BudgetHead(code, head.Name.ToText()!, head.MaximumPercent));
        }

        return heads;
    }
}

/// <summary>Amounts as the office types them.</summary>
internal static class CallAmounts
{
    /// <summary>Minor units; null for nothing and for what is no amount.</summary>
    public static long? Parse(string? typed) => AmountParser.Parse(typed, Money.Yuan).Minor;

    public static string Type(long minor) => Money.ToMajor(minor, Money.Yuan).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}
