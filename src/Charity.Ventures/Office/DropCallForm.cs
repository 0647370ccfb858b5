using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using MediatR;

namespace Charity.Ventures.Office;

/// <summary>Forgets a changed form that was not published.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record DropCallForm(string Slug) : ICommand;

internal sealed class DropCallFormHandler(CallDesk desk) : IRequestHandler<DropCallForm, Result>
{
    public async Task<Result> Handle(DropCallForm request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Slug, cancellationToken) is not { } call)
        {
            return CallFailures.Unknown;
        }

        call.DropNextForm();
        call.CountEdit();
        return Result.Ok;
    }
}
