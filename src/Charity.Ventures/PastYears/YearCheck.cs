using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Imports;
using Charity.Platform.Text;
using Charity.Ventures.Projects;

namespace Charity.Ventures.PastYears;

/// <summary>A row of a list as it was understood.</summary>
/// <param name="Project">Null when something cannot stand.</param>
/// <param name="IsThere">The project is there already; nothing becomes of the row.</param>
internal sealed record YearRow(SheetRow Source, PastProject? Project, IReadOnlyList<RowProblem> Problems, bool IsThere);

/// <summary>A project that the call has already.</summary>
internal sealed record KnownProject(int Number, string Title, Guid OrganisationId);

/// <summary>Holds a list against the site: every row is looked at to its end, whatever is wrong with those before it.</summary>
internal sealed class YearCheck(IReadOnlyList<OrganisationSummary> organisations, IReadOnlyList<Area> areas, IReadOnlyList<FundSummary> funds, IReadOnlyList<KnownProject> known, DateOnly today)
{
    private static readonly char[] Separators = [',', '，', '、', ';', '；', '/', '\n'];
    private static readonly DateOnly First = new(1990, 1, 1);
    private readonly Dictionary<int, int> _numbers = [];
    private readonly Dictionary<(string Title, Guid Organisation), int> _titles = [];

    public YearRow Check(SheetRow row, IReadOnlyDictionary<YearColumn, int> places)
    {
        var cells = new YearCells(places.ToDictionary(place => place.Key, place => row.Cells[place.Value]));
        foreach (var column in places.Where(place => row.Formulas.Contains(place.Value)).Select(place => place.Key))
        {
            cells.Refuse(column, "cell_formula", "This cell is worked out by a formula. Copy it and paste the value only.");
        }

        var (number, title, organisation) = (cells.Number(), cells.Title(), OrganisationOf(cells));
        var source = SourceOf(cells);
        var figures = new ProjectFigures(cells.Count(YearColumn.Activities) ?? 0, cells.Count(YearColumn.People) ?? 0, cells.Count(YearColumn.SocialWorkers) ?? 0, cells.Count(YearColumn.Volunteers) ?? 0);
        var (from, until) = DaysOf(cells);
        var (isClosed, mark, outcome, served) = (cells.IsClosed(), cells.MarkTenths(), cells.Outcome(), AreasOf(cells));
        NothingTwice(cells, row.Number, number, title, organisation?.Id);
        var isThere = IsThere(cells, number, title, organisation?.Id);
        return new YearRow(
            row,
            cells.Problems.Count > 0 ? null : new PastProject(number, new LocalizedText(title), new LocalizedText(title), organisation!.Id, served, source, figures, from!.Value, until!.Value, isClosed!.Value, mark, outcome),
            cells.Problems,
            isThere && cells.Problems.Count == 0);
    }

    private OrganisationSummary? OrganisationOf(YearCells cells)
    {
        var text = PlainText.Clean(HalfWidth.Of(cells.Text(YearColumn.Organisation)));
        bool IsNamed(string? name) => name is not null && string.Equals(PlainText.Clean(HalfWidth.Of(name)), text, StringComparison.OrdinalIgnoreCase);
        var found = text.Length == 0 ? [] : organisations.Where(organisation => IsNamed(organisation.CreditCode) || IsNamed(organisation.Name.Zh) || IsNamed(organisation.Name.En)).ToList();
        if (found.Count == 1)
        {
            return found[0];
        }

        if (text.Length == 0)
        {
            cells.Refuse(YearColumn.Organisation, "cell_missing", "Nothing is typed here.");
        }
        else if (found.Count == 0)
        {
            cells.Refuse(YearColumn.Organisation, "organisation_unknown", "No organisation \"{0}\" is registered here. Type its name as it is registered or its credit code, or have its record begun first.", YearCells.Short(text));
        }
        else
        {
            cells.Refuse(YearColumn.Organisation, "organisation_ambiguous", "{0} organisations are called \"{1}\". Type the credit code.", found.Count, YearCells.Short(text));
        }

        return null;
    }

    private List<string> AreasOf(YearCells cells)
    {
        var codes = new List<string>();
        foreach (var name in cells.Text(YearColumn.Areas).Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct())
        {
            if (areas.FirstOrDefault(area => area.Name.Zh == name || area.Code == name || string.Equals(area.Name.En, name, StringComparison.OrdinalIgnoreCase)) is { } area)
            {
                codes.Add(area.Code);
            }
            else
            {
                cells.Refuse(YearColumn.Areas, "area_unknown_here", "There is no area \"{0}\". Type the names as they stand on this site.", YearCells.Short(name));
            }
        }

        return codes;
    }

    private AwardSource SourceOf(YearCells cells)
    {
        var text = PlainText.Clean(cells.Text(YearColumn.Source));
        var fund = text.Length == 0 ? null : funds.FirstOrDefault(fund => fund.Slug == text || fund.Name.Zh == text || string.Equals(fund.Name.En, text, StringComparison.OrdinalIgnoreCase));
        if (text.Length > 100)
        {
            cells.Refuse(YearColumn.Source, "text_too_long", "Please use at most {0} characters.", 100);
        }

        return new AwardSource(fund?.Slug, fund is not null ? null : text.Length > 0 ? new LocalizedText(text) : PastProject.PublicMoney, cells.Amount(), null);
    }

    private (DateOnly? From, DateOnly? Until) DaysOf(YearCells cells)
    {
        var (from, until) = (cells.Day(YearColumn.FirstDay), cells.Day(YearColumn.LastDay));
        if (from < First)
        {
            cells.Refuse(YearColumn.FirstDay, "day_too_early", "{0} is too long ago. Check the year.", from);
        }

        if (until <= from)
        {
            cells.Refuse(YearColumn.LastDay, "days_wrong_way_round", "The last day {0} is not after the first day {1}. Are the two columns swapped?", until, from!);
        }
        else if (until >= today)
        {
            cells.Refuse(YearColumn.LastDay, "day_not_over", "The last day {0} is not over. Only projects that have ended are taken over from a list.", until);
        }

        return (from, until);
    }

    private void NothingTwice(YearCells cells, int row, int number, string title, Guid? organisationId)
    {
        if (number > 0 && !_numbers.TryAdd(number, row))
        {
            cells.Refuse(YearColumn.Number, "number_twice", "Row {0} has the number {1} already. Every project has a number of its own.", _numbers[number], number);
        }

        if (title.Length > 0 && organisationId is { } id && !_titles.TryAdd((title, id), row))
        {
            cells.Refuse(YearColumn.Title, "project_twice", "Row {0} is the same project of the same organisation. Take one of them out.", _titles[(title, id)]);
        }
    }

    private bool IsThere(YearCells cells, int number, string title, Guid? organisationId)
    {
        if (known.FirstOrDefault(project => project.Number == number) is not { } there)
        {
            return false;
        }

        if (there.Title != title || (organisationId is not null && there.OrganisationId != organisationId))
        {
            cells.Refuse(YearColumn.Number, "number_taken", "Number {0} of this call is the project \"{1}\" already. Give this one another number, or choose another call.", number, YearCells.Short(there.Title));
        }

        return true;
    }
}
