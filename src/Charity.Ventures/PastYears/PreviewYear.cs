using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ventures.PastYears;

/// <summary>What an import would do, and everything that keeps it from being done.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record PreviewYear(Guid FileId, string? Call, int? Year, string? Title, string? EnglishTitle) : IQuery<YearPreview>, IYearTarget;

internal sealed record YearPreview(PreviewYear Query, YearList List);

internal sealed class PreviewYearHandler(YearDesk desk) : IRequestHandler<PreviewYear, Result<YearPreview>>
{
    public async Task<Result<YearPreview>> Handle(PreviewYear request, CancellationToken cancellationToken)
    {
        var read = await desk.ReadAsync(request.FileId, request, cancellationToken);
        return read.Failure is { } failure ? failure : new YearPreview(request, read.Value);
    }
}
