using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using Charity.Ventures.Forms;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Office;

/// <summary>One step of building the call's form. While applicants use the form it changes a draft of the next one.</summary>
/// <param name="Revision">The revision the editor looked at.</param>
[Requires(Permissions.ManageCalls)]
internal sealed record EditCallForm(string Slug, int Revision, FormChange Change) : ICommand;

internal sealed class EditCallFormValidator : AbstractValidator<EditCallForm>
{
    public EditCallFormValidator()
    {
        When(edit => edit.Change is FormChange.KeepSection, () =>
        {
            RuleFor(edit => ((FormChange.KeepSection)edit.Change).Title.Zh).NotEmpty().Says("section_title_missing", "Please give the section a Chinese title.")
                .MaximumLength(60).Says("text_too_long", "Please use at most {0} characters.", 60).OverridePropertyName("title.Zh");
            RuleFor(edit => ((FormChange.KeepSection)edit.Change).Title.En).MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100).OverridePropertyName("title.En");
        });
    }
}

internal sealed class EditCallFormHandler(CallDesk desk) : IRequestHandler<EditCallForm, Result>
{
    public Task<Result> Handle(EditCallForm request, CancellationToken cancellationToken) =>
        desk.BuildFormAsync(request.Slug, request.Revision, call => request.Change.On((call.NextForm ?? call.Form).Definition), cancellationToken);
}
