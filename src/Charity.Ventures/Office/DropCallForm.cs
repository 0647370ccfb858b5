using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using MediatR;

namespace Charity.Ventures.Office;

/// <summary>Forgets a changed form that was not published.</summary>
/// <param name="Revision">The revision the editor looked at.</param>
[Requires(Permissions.ManageCalls)]
internal sealed record DropCallForm(string Slug, int Revision) : ICommand;

internal sealed class DropCallFormHandler(CallDesk desk) : IRequestHandler<DropCallForm, Result>
{
    public async Task<Result> Handle(DropCallForm request, CancellationToken cancellationToken)
    {
        var found = await desk.FindToEditAsync(request.Slug, request.Revision, cancellationToken);
        if (found.Failure is { } failure)
        {
            return failure;
        }

        found.Value.DropNextForm();
        found.Value.CountEdit();
        return Result.Ok;
    }
}
