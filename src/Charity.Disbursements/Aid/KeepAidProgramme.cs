using System.Text.RegularExpressions;
using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Aid;

/// <summary>Sets up a programme of aid, or changes its terms. Lists that were imported keep what they were checked by.</summary>
[Requires(Permissions.ManageAid)]
internal sealed record KeepAidProgramme : ICommand
{
    /// <summary>A new one's address, or whose terms change.</summary>
    public string Slug { get; init; } = string.Empty;
    public bool IsNew { get; init; }
    public int Revision { get; init; }
    public TypedText Name { get; init; } = new();
    public TypedText Summary { get; init; } = new();
    public AidKind Kind { get; init; }
    public string Fund { get; init; } = string.Empty;
    public AidRhythm Rhythm { get; init; }

    /// <summary>In yuan, as typed.</summary>
    public string? Limit { get; init; }
    public bool AllowsRepeats { get; init; }
    public bool IsOpen { get; init; } = true;
}

internal sealed class KeepAidProgrammeValidator : AbstractValidator<KeepAidProgramme>
{
    public KeepAidProgrammeValidator()
    {
        RuleFor(programme => programme.Slug).Must(slug => Regex.IsMatch(slug ?? string.Empty, @"\A[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?\z")).When(programme => programme.IsNew)
            .Says("aid_slug_wrong", "Use lower-case letters, digits and hyphens, at most {0} of them.", AidProgramme.SlugLength);
        RuleFor(programme => programme.Name.Zh).NotEmpty().Says("aid_name_missing", "Please give the programme a Chinese name.");
        RuleFor(programme => programme.Name.Zh).MaximumLength(AidProgramme.NameLength).Says("text_too_long", "Please use at most {0} characters.", AidProgramme.NameLength);
        RuleFor(programme => programme.Name.En).MaximumLength(AidProgramme.NameLength).Says("text_too_long", "Please use at most {0} characters.", AidProgramme.NameLength);
        RuleFor(programme => programme.Summary.Zh).MaximumLength(AidProgramme.SummaryLength).Says("text_too_long", "Please use at most {0} characters.", AidProgramme.SummaryLength);
        RuleFor(programme => programme.Summary.En).MaximumLength(AidProgramme.SummaryLength).Says("text_too_long", "Please use at most {0} characters.", AidProgramme.SummaryLength);
        RuleFor(programme => programme.Kind).IsInEnum().Says("aid_kind_missing", "Please choose what people are helped with.");
        RuleFor(programme => programme.Rhythm).IsInEnum().Says("aid_rhythm_missing", "Please choose how often lists come.");
        RuleFor(programme => programme.Fund).NotEmpty().Says("aid_fund_unknown", "Choose the fund that pays.");
        RuleFor(programme => programme.Limit).Must(limit => AmountParser.Parse(limit, Money.Yuan).Minor is > 0 and <= AidProgramme.LargestLimit)
            .Says("aid_limit_wrong", "Please type the most that one person gets, in yuan, like 5000.");
    }
}

internal sealed class KeepAidProgrammeHandler(CharityDbContext db, IFunds funds, TimeProvider clock) : IRequestHandler<KeepAidProgramme, Result>
{
    public async Task<Result> Handle(KeepAidProgramme request, CancellationToken cancellationToken)
    {
        var found = await db.Set<AidProgramme>().SingleOrDefaultAsync(programme => programme.Slug == request.Slug, cancellationToken);
        if (await funds.FindAsync(request.Fund, cancellationToken) is not { IsPublic: true })
        {
            return Failure.Field(nameof(request.Fund), "aid_fund_unknown", "Choose the fund that pays.");
        }

        var terms = new AidTerms(
            request.Name.ToText()!, request.Summary.ToText(keepLines: true), request.Kind, request.Fund, request.Rhythm, AmountParser.Parse(request.Limit, Money.Yuan).Minor!.Value, request.AllowsRepeats,
            request.IsOpen);
        if (request.IsNew)
        {
            if (found is not null)
            {
                return Failure.Field(nameof(request.Slug), "aid_slug_taken", "Another programme has this address.");
            }

            db.Add(AidProgramme.Plan(request.Slug, terms, clock.GetUtcNow()));
            return Result.Ok;
        }

        if (found is null)
        {
            return AidFailures.UnknownProgramme;
        }

        if (found.Revision != request.Revision)
        {
            return AidFailures.ChangedMeanwhile;
        }

        // What is on its way was asked of this fund, and the periods of lists are named by the rhythm.
        if ((found.FundSlug != request.Fund || found.Rhythm != request.Rhythm) && await db.Set<AidList>().AnyAsync(list => list.ProgrammeId == found.Id, cancellationToken))
        {
            return Failure.Conflict("aid_terms_fixed", "Fund and rhythm stay as they are once there is a list. Set up another programme instead.");
        }

        found.Change(terms);
        return Result.Ok;
    }
}
