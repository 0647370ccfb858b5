using Charity.Funds.Contracts;
using Charity.Funds.Register;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Manage;

/// <summary>Sets up a fund as a draft, with its accounts in the books.</summary>
[Requires(Permissions.ManageFunds)]
internal sealed record CreateFund : ICommand
{
    public string? Slug { get; init; }
    public TypedText Name { get; init; } = new();
    public FundKind Kind { get; init; }
    public string? AreaCode { get; init; }

    /// <summary>The fund a micro-fund stands under.</summary>
    public string? ParentSlug { get; init; }
}

internal sealed class CreateFundValidator : AbstractValidator<CreateFund>
{
    public CreateFundValidator()
    {
        RuleFor(fund => fund.Name.Zh).NotEmpty().Says("fund_name_missing", "Please give the fund a Chinese name.");
        RuleFor(fund => fund.Name.Zh).MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
        RuleFor(fund => fund.Name.En).MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
        RuleFor(fund => fund.Slug).Must(Fund.IsSlug).Says("slug_malformed", "The address has lower-case letters, digits and hyphens, at most {0}.", Fund.SlugLength);
        RuleFor(fund => fund.Kind).IsInEnum().Says("fund_kind_missing", "Please choose what kind of fund this is.");
    }
}

internal sealed class CreateFundHandler(
    CharityDbContext db, UnitOfWork unitOfWork, FundShelf shelf, FundAccounts accounts, IAreas areas, ISettingsStore settings, TimeProvider clock) : IRequestHandler<CreateFund, Result>
{
    public async Task<Result> Handle(CreateFund request, CancellationToken cancellationToken)
    {
        if (await db.Set<Fund>().AnyAsync(fund => fund.Slug == request.Slug, cancellationToken))
        {
            return Failure.Field(nameof(request.Slug), "slug_taken", "Another fund has this address already.");
        }

        if (await areas.FindAsync(request.AreaCode ?? string.Empty, cancellationToken) is not { } area)
        {
            return Failure.Field(nameof(request.AreaCode), "fund_area_missing", "Please choose the area the fund belongs to.");
        }

        var parent = await db.Set<Fund>().AsNoTracking().FirstOrDefaultAsync(fund => fund.Slug == request.ParentSlug, cancellationToken);
        if (request.Kind == FundKind.Micro && parent is null)
        {
            return Failure.Field(nameof(request.ParentSlug), "parent_missing", "A micro-fund stands under a fund; it names none.");
        }

        var fund = Fund.Create(request.Slug!, request.Kind, area.Code, request.Kind == FundKind.Micro ? parent!.Id : null, request.Name.ToText()!, clock);
        var usual = await settings.GetAsync<FundSettings>(cancellationToken);
        fund.Describe(new FundDescription(fund.Name, null, null, null, null, null, 0, usual.PresetsMinor, usual.LargeGiftMinor, FeeBearer.Fund));
        db.Add(fund);
        unitOfWork.AfterCommit(shelf.Forget);
        var shared = await accounts.OpenSharedAsync(cancellationToken);
        return shared.Succeeded ? await accounts.OpenForAsync(fund, cancellationToken) : shared;
    }
}
