using Charity.Funds.Register;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using FluentValidation;
using MediatR;

namespace Charity.Funds.Manage;

/// <summary>Tells what was done with a fund's money, or corrects what was told.</summary>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record KeepUse : ICommand, IFundRequest
{
    public string Slug { get; init; } = string.Empty;
    public int Revision { get; init; }

    /// <summary>The item to correct; null for a new one.</summary>
    public Guid? Id { get; init; }
    public DateOnly? On { get; init; }
    public TypedText Title { get; init; } = new();
    public TypedText Text { get; init; } = new();

    /// <summary>What it cost, as typed; empty when that cannot be said.</summary>
    public string? Amount { get; init; }
}

internal sealed class KeepUseValidator : AbstractValidator<KeepUse>
{
    public KeepUseValidator()
    {
        RuleFor(use => use.On).NotNull().Says("use_day_missing", "Please say on which day it was.");
        RuleFor(use => use.Title.Zh).NotEmpty().Says("use_title_missing", "Please give it a Chinese title.");
        RuleFor(use => use.Title.Zh).MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
        RuleFor(use => use.Text.Zh).NotEmpty().Says("use_text_missing", "Please tell in Chinese what was done.");
        RuleFor(use => use.Text.Zh).MaximumLength(2000).Says("text_too_long", "Please use at most {0} characters.", 2000);
        RuleFor(use => use.Text.En).MaximumLength(4000).Says("text_too_long", "Please use at most {0} characters.", 4000);
        RuleFor(use => use.Amount).Must(amount => TypedAmounts.Parse(amount) is not null).Says("use_amount_wrong", "Please type an amount, like 1200.50, or leave it empty.");
    }
}

internal sealed class KeepUseHandler(FundDesk desk, TimeProvider clock) : IRequestHandler<KeepUse, Result>
{
    public Task<Result> Handle(KeepUse request, CancellationToken cancellationToken)
    {
        var amount = TypedAmounts.Parse(request.Amount);
        var details = new UseDetails(request.On!.Value, request.Title.ToText()!, request.Text.ToText(keepLines: true)!, amount is 0 ? null : amount);
        return desk.EditAsync(request.Slug, request.Revision, fund => Task.FromResult(Change(fund, request.Id, details)), cancellationToken);
    }

    private Failure? Change(Fund fund, Guid? id, UseDetails details)
    {
        if (id is null)
        {
            fund.Tell(details, clock);
            return null;
        }

        if (fund.Uses.FirstOrDefault(use => use.Id == id) is not { } told)
        {
            return UseFailures.Unknown;
        }

        told.Describe(details);
        return null;
    }
}

internal static class UseFailures
{
    public static Failure Unknown => Failure.NotFound("use_unknown", "This item is not there any more.");
}
