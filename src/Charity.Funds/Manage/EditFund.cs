using Charity.Contents.Contracts;
using Charity.Funds.Register;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Funds.Manage;

/// <summary>Changes what a fund says of itself and how it takes gifts. Amounts as typed, in whole units of the currency.</summary>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record EditFund : ICommand, IFundRequest
{
    public string Slug { get; init; } = string.Empty;
    public int Revision { get; init; }
    public TypedText Name { get; init; } = new();
    public TypedText Purpose { get; init; } = new();
    public TypedText Summary { get; init; } = new();

    /// <summary>Markdown.</summary>
    public TypedText Story { get; init; } = new();

    /// <summary>A media path.</summary>
    public string? Cover { get; init; }
    public TypedText CoverAlt { get; init; } = new();
    public string? Goal { get; init; }

    /// <summary>Amounts separated by spaces, semicolons or enumeration commas.</summary>
    public string? Presets { get; init; }
    public string? LargeGift { get; init; }
    public FeeBearer FeeBornBy { get; init; }
}

internal sealed class EditFundValidator : AbstractValidator<EditFund>
{
    public EditFundValidator()
    {
        RuleFor(fund => fund.Name.Zh).NotEmpty().Says("fund_name_missing", "Please give the fund a Chinese name.");
        RuleFor(fund => fund.Name.Zh).MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
        RuleFor(fund => fund.Name.En).MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
        RuleFor(fund => fund.Summary.Zh).MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);
        RuleFor(fund => fund.Summary.En).MaximumLength(300).Says("text_too_long", "Please use at most {0} characters.", 300);
        RuleFor(fund => fund.Story.Zh).MaximumLength(20000).Says("text_too_long", "Please use at most {0} characters.", 20000)
            .Must(story => !MarkdownText.IsTooDeep(story)).Says("text_too_deep", "Quotes or lists are nested too deeply to be shown. Remove some levels.");
        RuleFor(fund => fund.Story.En).MaximumLength(20000).Says("text_too_long", "Please use at most {0} characters.", 20000)
            .Must(story => !MarkdownText.IsTooDeep(story)).Says("text_too_deep", "Quotes or lists are nested too deeply to be shown. Remove some levels.");
        RuleFor(fund => fund.Cover).MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);
        RuleFor(fund => fund.Goal).Must(goal => TypedAmounts.Parse(goal) is not null).Says("goal_wrong", "Please type the goal as an amount, like 15000; leave it empty when there is none.");
        RuleFor(fund => fund.LargeGift).Must(amount => TypedAmounts.Parse(amount) > 0).Says("large_gift_wrong", "Please type an amount above zero, like 5000.");
        RuleFor(fund => fund.Presets).Must(presets => TypedAmounts.ParseList(presets) is { Count: >= 1 and <= TypedAmounts.MostPresets } amounts && amounts.All(amount => amount >= 100))
            .Says("presets_wrong", "Please type one to {0} amounts of at least 1.00, like 20 50 100 200.", TypedAmounts.MostPresets);
        RuleFor(fund => fund.FeeBornBy).IsInEnum().Says("fee_bearer_missing", "Please choose who pays the payment fee.");
    }
}

internal sealed class EditFundHandler(FundDesk desk, FundAccounts accounts, IMedia media, IPermissionService permissions) : IRequestHandler<EditFund, Result>
{
    public async Task<Result> Handle(EditFund request, CancellationToken cancellationToken)
    {
        Fund? edited = null;
        var result = await desk.EditAsync(request.Slug, request.Revision, fund => ChangeAsync(edited = fund, request, cancellationToken), cancellationToken);

        // The books show the fund's name; the ledger comes last, because it holds its lock until the transaction ends.
        return result.Succeeded ? await accounts.OpenForAsync(edited!, cancellationToken) : result;
    }

    private async Task<Failure?> ChangeAsync(Fund fund, EditFund request, CancellationToken cancellationToken)
    {
        var cover = PlainText.Clean(request.Cover);
        if (cover.Length > 0 && cover != fund.Cover && !await media.ExistsAsync(cover, cancellationToken))
        {
            return Failure.Field(nameof(request.Cover), "cover_unknown", "There is no such picture among the media.");
        }

        var purpose = request.Purpose.ToText(keepLines: true);
        if (fund.OpenedOn is not null && purpose != fund.Purpose && !await permissions.HasAsync(Permissions.ManageFunds, cancellationToken))
        {
            return Failure.Field("Purpose.Zh", "purpose_fixed", "The purpose was filed and promised to donors. Only the bureau changes it, after the new plan was filed.");
        }

        fund.Describe(new FundDescription(
            request.Name.ToText()!,
            purpose,
            request.Summary.ToText(),
            request.Story.ToText(keepLines: true),
            cover.Length == 0 ? null : cover,
            request.CoverAlt.ToText(),
            TypedAmounts.Parse(request.Goal)!.Value,
            TypedAmounts.ParseList(request.Presets)!,
            TypedAmounts.Parse(request.LargeGift)!.Value,
            request.FeeBornBy));
        return null;
    }
}

/// <summary>Amounts as staff type them.</summary>
internal static class TypedAmounts
{
    public const int MostPresets = 6;

    /// <summary>Minor units; 0 for nothing typed, null for what is no amount.</summary>
    public static long? Parse(string? typed) => AmountParser.Parse(typed, Money.Yuan) switch
    {
        { Problem: AmountProblem.Empty } => 0,
        var parse => parse.Minor,
    };

    /// <summary>The amounts from small to large, or null when one of them is no amount.</summary>
    public static IReadOnlyList<long>? ParseList(string? typed)
    {
        var amounts = (typed ?? string.Empty).Split([' ', '　', ';', '；', '、', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse).ToList();
        return amounts.Any(amount => amount is null) ? null : [.. amounts.Select(amount => amount!.Value).Distinct().Order()];
    }

    /// <summary>The amount as a form shows it: without separators, and without decimals where there are none.</summary>
    public static string Type(long minor) => Money.ToMajor(minor, Money.Yuan).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}
