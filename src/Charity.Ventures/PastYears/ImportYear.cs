using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Ventures.Calls;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.PastYears;

/// <summary>Writes down the finished year that was looked at: all of it, or nothing.</summary>
/// <param name="Projects">How many new projects the preview promised; another number means that something has changed since.</param>
[Requires(Permissions.ManageCalls)]
internal sealed record ImportYear(Guid FileId, string? Call, int? Year, string? Title, string? EnglishTitle, int Projects) : IOutsideCall<ImportedYear>, IYearTarget;

/// <param name="Slug">The call's.</param>
internal sealed record ImportedYear(string Slug, int Projects);

internal sealed class ImportYearHandler(YearDesk desk, IAttachments attachments, ICurrentUser user, IServiceScopeFactory scopes) : IRequestHandler<ImportYear, Result<ImportedYear>>
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

        // Only the system takes over a year; who asked for it is written beside it.
        await using var scope = scopes.CreateSystemScope("import");
        var written = await WriteAsync(scope.ServiceProvider, list, $"{list.FileName} · {user.Name}", cancellationToken);
        if (written.Failure is null)
        {
            await attachments.RemoveAsync(desk.Mine, request.FileId, cancellationToken);
        }

        return written;
    }

    private static Task<Result<ImportedYear>> WriteAsync(IServiceProvider services, YearList list, string note, CancellationToken cancellationToken)
    {
        var (db, writer) = (services.GetRequiredService<CharityDbContext>(), services.GetRequiredService<PastYearWriter>());
        return services.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async token =>
            {
                // Of two who confirm the same list, the second finds the first one's projects.
                await db.LockAsync(YearDesk.LockOf(list.Slug), token);
                var call = await db.Set<Call>().SingleOrDefaultAsync(call => call.Slug == list.Slug, token);
                if ((list.Call is null) != (call is null) || await writer.HasAnyAsync(list.Slug, list.New, token))
                {
                    return Failure.Conflict("year_list_changed", "Something has changed since you looked at this list. Look at it again, then confirm it.");
                }

                return await writer.WriteAsync(call, list, note, token) is { } refusal ? refusal : Result<ImportedYear>.Ok(new ImportedYear(list.Slug, list.New.Count));
            },
            written => written.Succeeded,
            cancellationToken);
    }
}
