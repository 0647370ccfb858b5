using Charity.Contents.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Agreements;

/// <summary>Changes the text that agreements are made from. Agreements that were offered stay as they are.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record EditAgreementTemplate : ICommand
{
    public string? Text { get; init; }
}

internal sealed class EditAgreementTemplateValidator : AbstractValidator<EditAgreementTemplate>
{
    private const int Longest = 20_000;

    public EditAgreementTemplateValidator()
    {
        RuleFor(edit => edit.Text).Must(text => PlainText.Clean(text).Length > 0).Says("template_missing", "Please type the agreement's text.")
            .MaximumLength(Longest).Says("text_too_long", "Please use at most {0} characters.", Longest)
            .Must(text => !MarkdownText.IsTooDeep(text)).Says("text_too_deep", "Quotes or lists are nested too deeply to be shown.");
    }
}

internal sealed class EditAgreementTemplateHandler(ISettingsStore settings) : IRequestHandler<EditAgreementTemplate, Result>
{
    public async Task<Result> Handle(EditAgreementTemplate request, CancellationToken cancellationToken)
    {
        var text = PlainText.Clean(request.Text, keepLines: true);
        var used = AgreementPlaceholders.In(text);
        if (used.Except(AgreementPlaceholders.All).ToList() is { Count: > 0 } unknown)
        {
            return Failure.Field(nameof(request.Text), "placeholder_unknown", "Nothing is known by this name: {0}.", string.Join(' ', unknown.Select(name => $"{{{name}}}")));
        }

        if (AgreementPlaceholders.Needed.Except(used).ToList() is { Count: > 0 } missing)
        {
            return Failure.Field(nameof(request.Text), "placeholder_missing", "An agreement needs these too: {0}.", string.Join(' ', missing.Select(name => $"{{{name}}}")));
        }

        await settings.SetAsync(new AgreementTemplate { Text = text }, cancellationToken);
        return Result.Ok;
    }
}
