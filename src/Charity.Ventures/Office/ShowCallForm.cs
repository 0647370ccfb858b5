using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using Charity.Ventures.Forms;
using MediatR;

namespace Charity.Ventures.Office;

/// <summary>A call's form as its builder shows it: the changed one, while one is being prepared.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record ShowCallForm(string Slug) : IQuery<CallFormPage>;

/// <param name="IsWaiting">The form was changed and the change is not published yet.</param>
internal sealed record CallFormPage(string Slug, int Revision, FormDefinition Form, bool IsFrozen, bool IsWaiting, IReadOnlyList<FieldFailure> Problems);

internal sealed class ShowCallFormHandler(CallDesk desk) : IRequestHandler<ShowCallForm, Result<CallFormPage>>
{
    public Task<Result<CallFormPage>> Handle(ShowCallForm request, CancellationToken cancellationToken) => desk.ShowAsync(
        request.Slug,
        call =>
        {
            var form = (call.NextForm ?? call.Form).Definition;
            return new CallFormPage(call.Slug, call.Revision, form, call.IsFrozen, call.NextForm is not null, [.. CallRules.FormMustBeSound(form)]);
        },
        cancellationToken);
}
