using System.Globalization;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Imports;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Contracts;

namespace Charity.Disbursements.PastPayouts;

/// <summary>A row that can be taken over.</summary>
/// <param name="Row">As the spreadsheet counts.</param>
internal sealed record PastRow(
    Guid Id, int Row, int Year, string Title, string Organisation, string Programme, string? StreetCode, ProjectStanding Standing, long ReceivedMinor, long PaidMinor, string Reason, string Owner)
{
    public static PastRow Of(
        int row, int year, string title, string organisation, string programme, string? streetCode, ProjectStanding standing, long receivedMinor, long paidMinor, string reason, string owner) => new(
            DerivedId.Of("past-payout", year.ToString(CultureInfo.InvariantCulture), programme, title, organisation), row, year, title, organisation, programme, streetCode, standing, receivedMinor, paidMinor, reason, owner);
}

/// <summary>Something in a list that has to be put right before it is taken over.</summary>
internal sealed record PastProblem(int Row, Failure Reason);

/// <summary>Reads a list of earlier years: a row per project, in yuan. Changes nothing.</summary>
internal sealed class PastSheet(IReadOnlyList<Area> areas, int thisYear)
{
    private const int FirstYear = 1990, TextLength = 200, ReasonLength = 500, ProgrammeLength = 100;

    /// <summary>As lists head their columns; the first is the template's.</summary>
    private static readonly IReadOnlyDictionary<string, string[]> Headings = new Dictionary<string, string[]>
    {
        ["Year"] = ["年度", "年份", "Year"], ["Title"] = ["项目名称", "项目", "Project"], ["Organisation"] = ["承接单位", "实施单位", "单位", "Organisation"], ["Programme"] = ["项目类别", "类别", "Programme"],
        ["Street"] = ["所属街道", "街道", "Street"], ["Received"] = ["到账金额", "收到金额", "Received"], ["Paid"] = ["已拨付金额", "拨付金额", "Paid"], ["State"] = ["项目状态", "状态", "State"],
        ["Reason"] = ["未拨付原因", "原因", "Reason"], ["Owner"] = ["责任人", "责任单位", "Owner"],
    };

    private static readonly Dictionary<string, ProjectStanding> States = new Dictionary<string, ProjectStanding>(StringComparer.OrdinalIgnoreCase)
    {
        ["已完成"] = ProjectStanding.Done, ["完成"] = ProjectStanding.Done, ["已结项"] = ProjectStanding.Done, ["Done"] = ProjectStanding.Done, ["实施中"] = ProjectStanding.Running,
        ["正在实施"] = ProjectStanding.Running, ["进行中"] = ProjectStanding.Running, ["Running"] = ProjectStanding.Running, ["未启动"] = ProjectStanding.NotStarted, ["未实施"] = ProjectStanding.NotStarted,
        ["未开展"] = ProjectStanding.NotStarted, ["Not started"] = ProjectStanding.NotStarted, ["已终止"] = ProjectStanding.Stopped, ["终止"] = ProjectStanding.Stopped, ["Stopped"] = ProjectStanding.Stopped,
    };

    public static IReadOnlyList<string> Template { get; } = [.. Headings.Values.Select(names => names[0])];

    public (IReadOnlyList<PastRow> Rows, IReadOnlyList<PastProblem> Problems) Read(Sheet sheet)
    {
        var places = Headings.ToDictionary(heading => heading.Key, heading => Array.FindIndex([.. sheet.Headings], typed => heading.Value.Contains(typed.Trim(), StringComparer.OrdinalIgnoreCase)));
        var missing = new[] { "Year", "Title", "Received", "Paid", "State" }.Where(name => places[name] < 0).ToList();
        if (missing.Count > 0)
        {
            return ([], [.. missing.Select(name => new PastProblem(1, Failure.Conflict("column_missing", "The column \"{0}\" is missing.", Headings[name][0])))]);
        }

        var (rows, problems, seen) = (new List<PastRow>(), new List<PastProblem>(), new Dictionary<Guid, int>());
        foreach (var row in sheet.Rows)
        {
            var read = Read(row, name => places[name] is >= 0 and var place ? row.Cells[place].Trim() : string.Empty);
            if (read.Failure is { } wrong)
            {
                problems.Add(new PastProblem(row.Number, wrong));
            }
            else if (!seen.TryAdd(read.Value.Id, row.Number))
            {
                problems.Add(new PastProblem(row.Number, Failure.Conflict("row_repeats", "Row {0} is the same project of the same year.", seen[read.Value.Id])));
            }
            else
            {
                rows.Add(read.Value);
            }
        }

        return (rows, problems);
    }

    private Result<PastRow> Read(SheetRow row, Func<string, string> cell)
    {
        string Text(string name, int length) => PlainText.Clean(cell(name)) is var clean && clean.Length > length ? clean[..length] : clean;
        var (received, paid) = (AmountParser.Parse(cell("Received"), Money.Yuan).Minor, AmountParser.Parse(cell("Paid") is { Length: > 0 } typed ? typed : "0", Money.Yuan).Minor);
        var street = cell("Street") is { Length: > 0 } name ? areas.FirstOrDefault(area => area.Name.Zh == name || area.Name.En == name || area.Code == name) : null;
        if (row.Formulas.Count > 0)
        {
            return Failure.Conflict("cells_worked_out", "A cell is worked out by a formula. Paste the values instead.");
        }

        if (!int.TryParse(cell("Year").Replace("年", string.Empty, StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < FirstYear || year > thisYear)
        {
            return Failure.Conflict("year_wrong", "\"{0}\" is not a year between {1} and {2}.", cell("Year"), FirstYear, thisYear);
        }

        var title = Text("Title", TextLength);
        return title.Length == 0 ? Failure.Conflict("title_missing", "The project has no name.")
            : received is null ? Failure.Conflict("received_wrong", "\"{0}\" is not an amount in yuan.", cell("Received"))
            : paid is null ? Failure.Conflict("paid_wrong", "\"{0}\" is not an amount in yuan.", cell("Paid"))
            : paid > received ? Failure.Conflict("paid_exceeds", "More was paid ({0}) than was received ({1}).", Money.Format(paid.Value, Money.Yuan), Money.Format(received.Value, Money.Yuan))
            : !States.TryGetValue(cell("State"), out var standing) ? Failure.Conflict("state_unknown", "\"{0}\" is no state: use 已完成, 实施中, 未启动 or 已终止.", cell("State"))
            : cell("Street").Length > 0 && street is null ? Failure.Conflict("street_unknown", "There is no street \"{0}\" here.", cell("Street"))
            : PastRow.Of(
                row.Number, year, title, Text("Organisation", TextLength), Text("Programme", ProgrammeLength), street?.Code, standing, received.Value, paid.Value, Text("Reason", ReasonLength),
                Text("Owner", TextLength));
    }
}
