using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Needs;

/// <summary>A need's public page.</summary>
[Anybody]
internal sealed record ShowNeed(string Slug) : IQuery<NeedPage>;

internal sealed record NeedPage(Need Need, LocalizedText? Area, LocalizedText Category, NeedCall? Call, IReadOnlyList<AttachmentInfo> Photos, IReadOnlyList<NeedProject> Projects);

/// <summary>A project that answers the need.</summary>
internal sealed record NeedProject(string Slug, LocalizedText Title, string State);

internal sealed class ShowNeedHandler(CharityDbContext db, IAttachments attachments, IAreas areas, ISettingsStore settings) : IRequestHandler<ShowNeed, Result<NeedPage>>
{
    public async Task<Result<NeedPage>> Handle(ShowNeed request, CancellationToken cancellationToken)
    {
        if (await db.Set<Need>().AsNoTracking().SingleOrDefaultAsync(need => need.Slug == request.Slug, cancellationToken) is not { IsPublic: true } need)
        {
            return NeedFailures.Unknown;
        }

        // A call that is not public yet is not named.
        var call = need.CallId is { } id ? await db.Set<Call>().AsNoTracking().SingleAsync(call => call.Id == id, cancellationToken) : null;
        return new NeedPage(
            need,
            (await areas.FindAsync(need.AreaCode, cancellationToken))?.Name,
            (await settings.GetAsync<NeedSettings>(cancellationToken)).NameOf(need.Category),
            call is { IsPublic: true } ? new NeedCall(call.Slug, call.Title) : null,
            [.. (await attachments.ListAsync(need.Files, cancellationToken)).Where(file => file is { Purpose: EvidencePurpose.Photo, IsPicture: true })],
            await ProjectsAsync(need.Id, cancellationToken));
    }

    private async Task<IReadOnlyList<NeedProject>> ProjectsAsync(Guid needId, CancellationToken cancellationToken) =>
        await (from link in db.Set<ProjectNeed>()
               join project in db.Set<Project>() on link.ProjectId equals project.Id
               where link.NeedId == needId
               orderby project.Id
               select new NeedProject(project.Slug, project.Title, project.State)).AsNoTracking().ToListAsync(cancellationToken);
}
