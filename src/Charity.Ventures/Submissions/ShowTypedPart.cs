using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Charity.Ventures.Submissions;

/// <summary>A part as it was just typed and could not be saved.</summary>
/// <param name="BesideTheirs">Shows what a colleague saved meanwhile; saving once more replaces it knowingly.</param>
[SignedIn]
internal sealed record ShowTypedPart(Guid Id, int Part, string? Title, IFormCollection Posted, bool BesideTheirs) : IQuery<PartPage>, IWritersRequest;

internal sealed class ShowTypedPartHandler(SubmissionDesk desk, PartPages pages) : IRequestHandler<ShowTypedPart, Result<PartPage>>
{
    public async Task<Result<PartPage>> Handle(ShowTypedPart request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Id, cancellationToken) is not { } open || request.Part < 0 || request.Part >= open.Form.Sections.Count)
        {
            return SubmissionFailures.Unknown;
        }

        var saved = open.Submission.Answers;
        var typed = saved.With(AnswersForm.Read(request.Posted, open.Form.Sections[request.Part]));
        var page = await pages.OfAsync(open, request.Part, request.Title is null ? open.Submission.Title : PlainText.Clean(request.Title), typed, cancellationToken);
        return request.BesideTheirs ? page with { Theirs = saved } : page;
    }
}
