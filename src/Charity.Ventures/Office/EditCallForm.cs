using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using Charity.Ventures.Forms;
using MediatR;

namespace Charity.Ventures.Office;

/// <summary>One step of building the call's form. While applicants use the form it changes a draft of the next one.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record EditCallForm(string Slug, FormChange Change) : ICommand;

internal sealed class EditCallFormHandler(CallDesk desk) : IRequestHandler<EditCallForm, Result>
{
    public async Task<Result> Handle(EditCallForm request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Slug, cancellationToken) is not { } call)
        {
            return CallFailures.Unknown;
        }

        var changed = request.Change.On((call.NextForm ?? call.Form).Definition);
        if (changed.Failure is { } failure)
        {
            return failure;
        }

        // Two who build at once change one row: the revision refuses the slower one.
        call.Ask(changed.Value);
        call.CountEdit();
        return Result.Ok;
    }
}
