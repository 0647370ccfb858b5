using System.Globalization;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Users.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Aid;

internal sealed record AidModel(IReadOnlyList<AidProgrammeModel> Programmes);

/// <param name="Limit">In yuan.</param>
/// <param name="List">A first list, of invented people.</param>
internal sealed record AidProgrammeModel(
    string Slug, LocalizedText Name, LocalizedText? Summary, AidKind Kind, string FundSlug, AidRhythm Rhythm, decimal Limit, bool AllowsRepeats = false, bool IsOpen = true, AidListModel? List = null);

/// <param name="ImportedBy">The importer's e-mail address.</param>
/// <param name="People">How many; names and numbers are invented, and the same every time.</param>
/// <param name="AreaCodes">Where they live, in turn.</param>
internal sealed record AidListModel(string ImportedBy, int People, IReadOnlyList<string> AreaCodes);

/// <summary><c>AidProgrammes</c>: programmes of aid, and for the demonstration a list of invented people that waits for approval.</summary>
internal sealed class AidStep(CharityDbContext db, UnitOfWork unitOfWork, AidListWriter writer, IAreas areas, IUserDirectory users, IPersonFingerprints fingerprints, SiteTime time, TimeProvider clock) : IRecipeStepHandler
{
    public string Name => "AidProgrammes";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        foreach (var model in step.Read<AidModel>().Programmes)
        {
            await unitOfWork.ExecuteAsync(token => PutAsync(step, model, token), cancellationToken);
        }
    }

    private async Task<bool> PutAsync(RecipeStep step, AidProgrammeModel model, CancellationToken cancellationToken)
    {
        var terms = new AidTerms(model.Name, model.Summary, model.Kind, model.FundSlug, model.Rhythm, (long)(model.Limit * 100), model.AllowsRepeats, model.IsOpen);
        if (await db.Set<AidProgramme>().SingleOrDefaultAsync(programme => programme.Slug == model.Slug, cancellationToken) is { } there)
        {
            there.Change(terms);
            return true;
        }

        var programme = AidProgramme.Plan(model.Slug, terms, clock.GetUtcNow());
        db.Add(programme);
        if (model.List is { } list)
        {
            await db.SaveChangesAsync(cancellationToken);
            await ImportAsync(step, programme, list, cancellationToken);
        }

        return true;
    }

    private async Task ImportAsync(RecipeStep step, AidProgramme programme, AidListModel model, CancellationToken cancellationToken)
    {
        var importer = await users.FindByEmailAsync(model.ImportedBy, cancellationToken) ?? throw step.Error($"there is no account {model.ImportedBy}");
        foreach (var code in model.AreaCodes)
        {
            _ = await areas.FindAsync(code, cancellationToken) ?? throw step.Error($"there is no area {code}");
        }

        var rows = Enumerable.Range(1, model.People).Select(number => Invent(programme, number, model.AreaCodes)).ToList();
        var period = AidPeriod.Of(programme.Rhythm, time.Today);
        var written = await writer.WriteAsync(
            programme, new AidSource(period, "演示名单.xlsx", InventedPeople.HashOf(programme.Slug, period), [], 0, importer.Id, importer.Name), rows, cancellationToken);
        if (written.Failure is { } failure)
        {
            throw step.Error(string.Format(CultureInfo.InvariantCulture, failure.Message, failure.Arguments));
        }
    }

    private AidRow Invent(AidProgramme programme, int number, IReadOnlyList<string> areaCodes)
    {
        var identity = InventedPeople.Identity(number);
        var amount = Math.Min(programme.LimitMinor, 300_00 + (number % 3 * 50_00));
        return new AidRow(
            number + 1, InventedPeople.Name(number), identity, fingerprints.OfIdentity(identity), InventedPeople.Bank(number), InventedPeople.Card(number), amount,
            areaCodes.Count == 0 ? string.Empty : areaCodes[number % areaCodes.Count], string.Empty);
    }
}
