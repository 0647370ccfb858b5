using Charity.Platform.Exports;
using Charity.Platform.Imports;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Aid;

/// <summary>The list that was refused, every row as it was sent, with a column that says all that is wrong with it: to be corrected and sent again. For its sender, for a day.</summary>
[Requires(Permissions.ManageAid)]
internal sealed record ExportAidProblems(string Slug, Guid FileId) : IQuery<ITable>;

internal sealed class ExportAidProblemsHandler(AidDesk desk, AidUploads uploads, IStringLocalizer texts) : IRequestHandler<ExportAidProblems, Result<ITable>>
{
    public async Task<Result<ITable>> Handle(ExportAidProblems request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Slug, cancellationToken) is not { } programme)
        {
            return AidFailures.UnknownProgramme;
        }

        if (await uploads.OpenAsync(request.FileId, cancellationToken) is not var (upload, file) || upload.ProgrammeId != programme.Id)
        {
            return AidFailures.FileGone;
        }

        await using (file)
        {
            var rows = new List<(SheetRow Row, string Problems)>();
            var read = await desk.ReadAsync(
                programme, await desk.EarlierAsync(programme, upload.Period, cancellationToken), file, (row, _, problems) => rows.Add((row, AidWords.InWords(texts, problems))), cancellationToken);
            return read.Failure is { } failure ? failure : Result<ITable>.Ok(TableOf(read.Value.Headings, rows));
        }
    }

    private Table<(SheetRow Row, string Problems)> TableOf(IReadOnlyList<string> headings, List<(SheetRow Row, string Problems)> rows)
    {
        var table = Table.From(texts["List to be corrected"], rows);
        foreach (var (place, heading) in headings.Index().Where(heading => !AidColumn.IsProblem(heading.Item)))
        {
            // Text in every column: a spreadsheet would shorten the numbers again, and work out what begins with =.
            table.Text(heading, row => row.Row.Cells[place]);
        }

        return table.Text(AidColumn.Problem.ToString(), row => row.Problems);
    }
}
