using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.PastYears;

/// <summary>Writes down the finished year that was looked at: all of it, or nothing.</summary>
/// <param name="Projects">How many new projects the preview promised; another number means that something has changed since.</param>
[Requires(Permissions.ManageCalls)]
internal sealed record ImportYear(Guid FileId, string? Call, int? Year, string? Title, string? EnglishTitle, int Projects) : IOutsideCall<ImportedYear>, IYearTarget;

/// <param name="Slug">The call's.</param>
internal sealed record ImportedYear(string Slug, int Projects);

internal sealed class ImportYearHandler(YearDesk desk, PastYearWriter writer, IAttachments attachments, CharityDbContext db, UnitOfWork unitOfWork) : IRequestHandler<ImportYear, Result<ImportedYear>>
{
    public async Task<Result<ImportedYear>> Handle(ImportYear request, CancellationToken cancellationToken)
    {
        var read = await desk.ReadAsync(request.FileId, request, cancellationToken);
        if (read.Failure is { } failure)
        {
            return failure;
        }

        var list = read.Value;
        if (list.Bad.Count > 0 || list.New.Count != request.Projects)
        {
            return Failure.Conflict("year_list_changed", "Something has changed since you looked at this list. Look at it again, then confirm it.");
        }

        if (list.New.Count == 0)
        {
            return Failure.Conflict("year_there_already", "Every project of this list is there already; there is nothing to take over.");
        }

        var written = await unitOfWork.ExecuteAsync(token => WriteAsync(list, token), written => written.Succeeded, cancellationToken);
        if (written.Failure is null)
        {
            await attachments.RemoveAsync(desk.Mine, request.FileId, cancellationToken);
        }

        return written;
    }

    private async Task<Result<ImportedYear>> WriteAsync(YearList list, CancellationToken cancellationToken)
    {
        // Of two who confirm the same list, the second finds the first one's projects.
        await db.LockAsync(YearDesk.LockOf(list.Slug), cancellationToken);
        var call = await db.Set<Call>().SingleOrDefaultAsync(call => call.Slug == list.Slug, cancellationToken);
        if ((list.Call is null) != (call is null) || await writer.HasAnyAsync(list.Slug, list.New, cancellationToken))
        {
            return Failure.Conflict("year_list_changed", "Something has changed since you looked at this list. Look at it again, then confirm it.");
        }

        return await writer.WriteAsync(call, list, list.FileName, cancellationToken) is { } refusal ? refusal : new ImportedYear(list.Slug, list.New.Count);
    }
}
