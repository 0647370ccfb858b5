using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Ventures.Contracts;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Returns;

/// <summary>Demands money of a project back: not more than was paid and has neither come back nor been demanded. The organisation gets the letter at once.</summary>
[Requires(Permissions.DemandReturns)]
internal sealed record DemandReturn : ICommand<Result<Guid>>
{
    /// <summary>Made with the form, so that sending it twice makes one demand.</summary>
    public Guid Id { get; init; }
    public string Project { get; init; } = string.Empty;
    public ReturnReason? Reason { get; init; }
    public string? Amount { get; init; }
    public DateOnly? DueOn { get; init; }

    /// <summary>The organisation reads it; at most 2,000 characters.</summary>
    public string? Explanation { get; init; }
}

internal sealed class DemandReturnValidator : AbstractValidator<DemandReturn>
{
    private const int ExplanationLength = 2_000;

    public DemandReturnValidator()
    {
        RuleFor(demand => demand.Id).NotEmpty().Says("form_outdated", "Please open the form again.");
        RuleFor(demand => demand.Reason).NotNull().Says("return_reason_missing", "Choose why the money has to come back.");
        RuleFor(demand => demand.Amount).Must(amount => AmountParser.Parse(amount, Money.Yuan).Minor > 0).Says("amount_wrong", "Please type the amount, like 120.00.");
        RuleFor(demand => demand.DueOn).NotNull().Says("day_missing", "Please choose the day.");
        RuleFor(demand => demand.Explanation)
            .Must(text => PlainText.Clean(text).Length > 0).Says("explanation_missing", "Explain it; the organisation reads it.")
            .MaximumLength(ExplanationLength).Says("text_too_long", "Please use at most {0} characters.", ExplanationLength);
    }
}

internal sealed class DemandReturnHandler(
    CharityDbContext db, ReturnDesk desk, IProjectMoney projects, ICharityProfile charity, IOrganisationMails mails, ICurrentUser user, SiteAddress site, SiteTime time, TimeProvider clock)
    : IRequestHandler<DemandReturn, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(DemandReturn request, CancellationToken cancellationToken)
    {
        if (await projects.OfProjectAsync(request.Project, cancellationToken) is not [var project, ..])
        {
            return Failure.Field(nameof(request.Project), "project_unknown", "There is no such project.");
        }

        if (request.DueOn <= time.Today)
        {
            return Failure.Field(nameof(request.DueOn), "due_day_past", "Give the organisation time: choose a day after today.");
        }

        await desk.LockAsync(project.ProjectId, cancellationToken);
        if (await db.Set<ReturnDemand>().AnyAsync(demand => demand.Id == request.Id && demand.ProjectId == project.ProjectId, cancellationToken))
        {
            return request.Id;
        }

        var amount = AmountParser.Parse(request.Amount, project.Currency).Minor!.Value;
        var demandable = await desk.DemandableAsync(project.ProjectId, cancellationToken);
        if (amount > demandable)
        {
            return Failure.Field(nameof(request.Amount), "return_too_much", "At most {0} can be demanded: what was paid and has neither come back nor been demanded.", Money.Format(demandable, project.Currency));
        }

        var (year, number) = await desk.NextNumberAsync(cancellationToken);
        var demand = ReturnDemand.Of(
            new ReturnDraft(
                project.ProjectId, project.ProjectSlug, project.ProjectTitle, project.OrganisationId, project.Currency, amount, request.Reason!.Value, PlainText.Clean(request.Explanation, keepLines: true),
                request.DueOn!.Value) { Id = request.Id },
            year, number, user.Id!.Value, user.Name, clock.GetUtcNow());
        db.Add(demand);
        await SendLetterAsync(demand, cancellationToken);
        return demand.Id;
    }

    private async Task SendLetterAsync(ReturnDemand demand, CancellationToken cancellationToken)
    {
        var payee = await charity.GetAsync(cancellationToken);
        await mails.ToColleaguesAsync(
            demand.OrganisationId, $"return-demanded:{demand.Id:N}", ReturnWords.Readers, T => T["Please pay back money of {0}", demand.ProjectTitle],
            T =>
            [
                T["Of the money paid for {0}, {1} has to come back until {2}.", demand.ProjectTitle, Money.Format(demand.AmountMinor, demand.Currency), DayWords.Of(demand.DueOn)],
                T["The reason: {0}", T[ReturnWords.Of(demand.Reason)]], demand.Explanation,
                payee is null ? T["Ask the charity for its account."] : T["Account: {0}, {1}, {2}", payee.BankAccountName, payee.BankName, payee.BankAccountNumber],
                T["Write {0} on the transfer.", demand.Code], site.Of($"/workspace/returns/{demand.Id}"),
            ], cancellationToken);
    }
}
