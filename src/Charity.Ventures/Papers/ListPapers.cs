using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using MediatR;

namespace Charity.Ventures.Papers;

/// <summary>A call's documents, for its office.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record ListPapers(string Slug) : IQuery<PapersPage>;

internal sealed record PapersPage(string Slug, bool IsFrozen, IReadOnlyList<AttachmentInfo> Papers);

internal sealed class ListPapersHandler(CallDesk desk, IAttachments attachments) : IRequestHandler<ListPapers, Result<PapersPage>>
{
    public async Task<Result<PapersPage>> Handle(ListPapers request, CancellationToken cancellationToken) => await desk.FindAsync(request.Slug, cancellationToken) is not { } call
        ? CallFailures.Unknown
        : new PapersPage(call.Slug, call.IsFrozen, await attachments.ListAsync(CallPapers.Of(call), cancellationToken));
}
