using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using MediatR;

namespace Charity.Ventures.Office;

/// <summary>Puts the changed form into force for whoever begins from now on, with the words that are published of it.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record PublishCallForm : ICommand, IEditCall
{
    public string Slug { get; init; } = string.Empty;
    public int Revision { get; init; }
    public TypedText Amendment { get; init; } = new();
}

internal sealed class PublishCallFormHandler(CallDesk desk, TimeProvider clock) : IRequestHandler<PublishCallForm, Result>
{
    public Task<Result> Handle(PublishCallForm request, CancellationToken cancellationToken) => desk.EditAsync(
        request,
        call =>
        {
            if (call.NextForm is not { } next)
            {
                return Failure.Conflict("form_unchanged", "There is no changed form to publish.");
            }

            if (CallRules.FormMustBeSound(next.Definition).ToList() is { Count: > 0 } wrong)
            {
                return Failure.Invalid("form_not_sound", "The form cannot be published yet.") with { Fields = wrong };
            }

            call.PublishForm(clock.GetUtcNow().UtcDateTime);
            return null;
        },
        cancellationToken);
}
