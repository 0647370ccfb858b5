using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;

namespace Charity.Disbursements.Aid;

/// <summary>The form of a programme, filled with its terms or empty for a new one.</summary>
/// <param name="Slug">Null for a new one.</param>
/// <param name="Typed">What somebody has typed already.</param>
[Requires(Permissions.ManageAid)]
internal sealed record ShowAidProgrammeForm(string? Slug, KeepAidProgramme? Typed = null) : IQuery<AidProgrammeForm>;

internal sealed record AidProgrammeForm(KeepAidProgramme Form, IReadOnlyList<FundSummary> Funds);

internal sealed class ShowAidProgrammeFormHandler(AidDesk desk, IFunds funds) : IRequestHandler<ShowAidProgrammeForm, Result<AidProgrammeForm>>
{
    public async Task<Result<AidProgrammeForm>> Handle(ShowAidProgrammeForm request, CancellationToken cancellationToken)
    {
        var form = request.Typed ?? new KeepAidProgramme { IsNew = true };
        if (request.Slug is not null)
        {
            if (await desk.FindAsync(request.Slug, cancellationToken) is not { } programme)
            {
                return AidFailures.UnknownProgramme;
            }

            form = request.Typed is { } typed ? typed with { Revision = programme.Revision } : Of(programme);
        }

        return new AidProgrammeForm(form, [.. (await funds.AllAsync(cancellationToken)).Where(fund => fund.IsPublic)]);
    }

    private static KeepAidProgramme Of(AidProgramme programme) => new()
    {
        Slug = programme.Slug, Revision = programme.Revision, Name = TypedText.Of(programme.Name), Summary = TypedText.Of(programme.Summary), Kind = programme.Kind, Fund = programme.FundSlug,
        Rhythm = programme.Rhythm, Limit = Money.ToMajor(programme.LimitMinor, Money.Yuan).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture), AllowsRepeats = programme.AllowsRepeats,
        IsOpen = programme.IsOpen,
    };
}
