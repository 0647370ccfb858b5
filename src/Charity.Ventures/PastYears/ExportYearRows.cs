using Charity.Platform.Exports;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.PastYears;

/// <summary>The rows of a list with what needs a change beside each: to be corrected and sent again.</summary>
/// <param name="All">Also those that can stand, so that the whole list can be sent again.</param>
[Requires(Permissions.ManageCalls)]
internal sealed record ExportYearRows(Guid FileId, string? Call, int? Year, string? Title, string? EnglishTitle, bool All) : IQuery<ITable>, IYearTarget;

internal sealed class ExportYearRowsHandler(YearDesk desk, IStringLocalizer texts) : IRequestHandler<ExportYearRows, Result<ITable>>
{
    public async Task<Result<ITable>> Handle(ExportYearRows request, CancellationToken cancellationToken)
    {
        var read = await desk.ReadAsync(request.FileId, request, cancellationToken);
        if (read.Failure is { } failure)
        {
            return failure;
        }

        var list = read.Value;
        var table = Table.From(texts["Rows to be corrected"], request.All ? list.Rows : list.Bad);
        foreach (var (place, heading) in list.Sheet.Headings.Index().Where(heading => !YearColumn.IsReason(heading.Item)))
        {
            var isDay = YearColumn.FirstDay.IsCalled(heading) || YearColumn.LastDay.IsCalled(heading);
            table.Text(heading, row => isDay ? DayOf(row, place) : row.Source.Cells[place]);
        }

        return Result<ITable>.Ok(table.Text(YearColumn.Reason.ToString(), row => string.Join("\n", row.Problems.Select(problem => $"{problem.Column}: {texts.Say(problem.Failure)}"))));
    }

    /// <summary>Nobody reads a date's serial number.</summary>
    private static string DayOf(YearRow row, int place)
    {
        var typed = row.Source.Cells[place];
        return new YearCells(new Dictionary<YearColumn, string> { [YearColumn.FirstDay] = typed }).Day(YearColumn.FirstDay) is { } day ? DayWords.Iso(day) : typed;
    }
}
