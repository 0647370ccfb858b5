using Charity.Platform.Requests;
using Charity.Ventures.Submissions;
using MediatR;

namespace Charity.Ventures.Screening;

/// <summary>Two handed-in states of a submission side by side, for the office.</summary>
[Requires(Permissions.ReadSubmissions)]
internal sealed record CompareHandedIn(Guid Id, Guid? From, Guid? To) : IQuery<Comparison>;

internal sealed class CompareHandedInHandler(ScreeningDesk desk, VersionReader versions) : IRequestHandler<CompareHandedIn, Result<Comparison>>
{
    public async Task<Result<Comparison>> Handle(CompareHandedIn request, CancellationToken cancellationToken)
    {
        var found = await desk.FindAsync(request.Id, cancellationToken);
        return found.Failure is { } failure ? failure : await versions.CompareAsync(found.Value, request.From, request.To, $"/office/submissions/{request.Id}/files", submittedOnly: true, cancellationToken);
    }
}
