using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Aid;

/// <summary>
/// Imports a list of people: all of it, or nothing and every reason why. The importer says how many people and how much it is; the file must say the
/// same. The same file for the same period again is the list that it already made.
/// </summary>
/// <param name="Sum">In yuan, as typed.</param>
/// <param name="Content">Null when no file was chosen.</param>
[Requires(Permissions.ManageAid)]
internal sealed record ImportAidList(string Slug, string? Period, int? People, string? Sum, string FileName, Stream? Content) : IOutsideCall<AidImport>;

/// <summary>What came of it: one of the two.</summary>
/// <param name="List">The number of the list.</param>
/// <param name="WasThere">This file had been imported before.</param>
internal sealed record AidImport(int? List, bool WasThere, AidProblems? Problems);

/// <summary>Why nothing was imported.</summary>
/// <param name="FileId">By which the sender fetches the list with the reasons, for a day.</param>
/// <param name="SumMinor">Of all amounts that could be read.</param>
/// <param name="First">Of the first rows that are wrong, every reason.</param>
internal sealed record AidProblems(Guid FileId, int People, long SumMinor, int BadRows, IReadOnlyList<AidRowProblems> First);

/// <param name="Row">As the spreadsheet counts.</param>
/// <param name="What">In the reader's language.</param>
internal sealed record AidRowProblems(int Row, string What);

internal sealed class ImportAidListValidator : AbstractValidator<ImportAidList>
{
    public ImportAidListValidator()
    {
        RuleFor(import => import.Period).NotEmpty().Says("period_missing", "Choose the period that the list is for.");
        RuleFor(import => import.People).Must(people => people > 0).Says("control_people_missing", "Type how many people are on the list.");
        RuleFor(import => import.Sum).Must(sum => AmountParser.Parse(sum, Money.Yuan).Minor > 0).Says("control_sum_missing", "Type the sum of the list in yuan, like 27189500.00.");
        RuleFor(import => import.Content).NotNull().OverridePropertyName("File").Says("file_missing", "Choose a file first.");
    }
}

internal sealed class ImportAidListHandler(UnitOfWork unitOfWork, AidDesk desk, AidUploads uploads, AidListWriter writer, ICurrentUser user, IStringLocalizer texts, SiteTime time) : IRequestHandler<ImportAidList, Result<AidImport>>
{
    /// <summary>So many rows are shown; the file has them all.</summary>
    private const int MostShown = 20;

    public async Task<Result<AidImport>> Handle(ImportAidList request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Slug, cancellationToken) is not { } programme)
        {
            return AidFailures.UnknownProgramme;
        }

        if (!programme.IsOpen)
        {
            return Failure.Conflict("aid_programme_closed", "This programme takes no lists any more.");
        }

        if (!AidPeriod.Around(programme.Rhythm, time.Today).Contains(request.Period!))
        {
            return Failure.Field(nameof(request.Period), "period_missing", "Choose the period that the list is for.");
        }

        var stored = await uploads.StoreAsync(programme, request.Period!, request.FileName, request.Content!, cancellationToken);
        if (stored.Failure is { } refused)
        {
            return refused;
        }

        if (await uploads.OpenAsync(stored.Value.Id, cancellationToken) is not var (_, file))
        {
            return AidFailures.FileGone;
        }

        Result<AidImport> imported;
        await using (file)
        {
            imported = await TakeAsync(programme, request, file, cancellationToken);
        }

        // Only a list that can be corrected waits for that; whatever else holds these numbers goes at once.
        if (imported.Failure is not null || imported.Value.Problems is null)
        {
            await uploads.RemoveMineAsync(stored.Value.Id, cancellationToken);
        }

        return imported;
    }

    private async Task<Result<AidImport>> TakeAsync(AidProgramme programme, ImportAidList request, AttachmentContent file, CancellationToken cancellationToken)
    {
        var sha256 = await AidDesk.HashAsync(file.Stream, cancellationToken);
        if (await desk.SameFileAsync(programme, request.Period!, sha256, cancellationToken) is { } same)
        {
            return new AidImport(same.Number, WasThere: true, null);
        }

        var earlier = await desk.EarlierAsync(programme, request.Period!, cancellationToken);
        var (rows, first, bad) = (new List<AidRow>(), new List<AidRowProblems>(), 0);
        var read = await desk.ReadAsync(
            programme, earlier, file,
            (_, row, problems) =>
            {
                if (problems.Count == 0)
                {
                    rows.Add(row);
                }
                else if (++bad <= MostShown)
                {
                    first.Add(new AidRowProblems(row.Sheet, AidWords.InWords(texts, problems)));
                }
            },
            cancellationToken);
        if (read.Failure is { } unreadable)
        {
            return unreadable;
        }

        var (people, sum) = (read.Value.People, read.Value.SumMinor);
        if (bad > 0)
        {
            return new AidImport(null, WasThere: false, new AidProblems(file.Info.Id, people, sum, bad, first));
        }

        if (TotalsRefusal(request, people, sum) is { } differs)
        {
            return differs;
        }

        var source = new AidSource(request.Period!, file.Info.FileName, sha256, earlier.Ids, read.Value.Repeats, user.Id!.Value, user.Name);
        var written = await unitOfWork.ExecuteAsync(token => writer.WriteAsync(programme, source, rows, token), list => list.Succeeded, cancellationToken);
        return written.Failure is { } failure ? failure : new AidImport(written.Value.Number, WasThere: false, null);
    }

    /// <summary>Every row may be right and one be missing.</summary>
    private static Failure? TotalsRefusal(ImportAidList request, int people, long sum)
    {
        var fields = new List<FieldFailure>();
        if (people != request.People)
        {
            fields.Add(new FieldFailure(nameof(request.People), "control_people_differ", "The file has {0} people, not {1}. Nothing was imported.", people, request.People!));
        }

        var typed = AmountParser.Parse(request.Sum, Money.Yuan).Minor!.Value;
        if (sum != typed)
        {
            fields.Add(new FieldFailure(nameof(request.Sum), "control_sum_differs", "The amounts of the file make {0}, not {1}. Nothing was imported.", Money.Format(sum, Money.Yuan), Money.Format(typed, Money.Yuan)));
        }

        return fields.Count == 0 ? null : Failure.Invalid(fields[0].Code, fields[0].Message, fields[0].Arguments) with { Fields = fields };
    }
}
