using Charity.Contents.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Office;

/// <summary>Changes what a call says of itself and where its projects may work.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record EditCallTexts : ICommand, IEditCall
{
    public string Slug { get; init; } = string.Empty;
    public int Revision { get; init; }
    public TypedText Amendment { get; init; } = new();
    public TypedText Title { get; init; } = new();
    public TypedText Summary { get; init; } = new();

    /// <summary>Markdown.</summary>
    public TypedText Guidance { get; init; } = new();
    public TypedText Contact { get; init; } = new();
    public List<string> AreaCodes { get; init; } = [];

    public static EditCallTexts Of(Call call) => new()
    {
        Slug = call.Slug,
        Revision = call.Revision,
        Title = TypedText.Of(call.Title),
        Summary = TypedText.Of(call.Design.Summary),
        Guidance = TypedText.Of(call.Design.Guidance),
        Contact = TypedText.Of(call.Design.Contact),
        AreaCodes = [.. call.Design.AreaCodes],
    };
}

internal sealed class EditCallTextsValidator : AbstractValidator<EditCallTexts>
{
    public EditCallTextsValidator()
    {
        RuleFor(call => call.Title.Zh).NotEmpty().Says("call_title_missing", "Please give the call a Chinese title.").MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
        RuleFor(call => call.Title.En).MaximumLength(150).Says("text_too_long", "Please use at most {0} characters.", 150);
        RuleFor(call => call.Summary.Zh).MaximumLength(300).Says("text_too_long", "Please use at most {0} characters.", 300);
        RuleFor(call => call.Summary.En).MaximumLength(500).Says("text_too_long", "Please use at most {0} characters.", 500);
        RuleFor(call => call.Guidance.Zh).Must(text => !MarkdownText.IsTooDeep(text)).Says("text_too_deep", "Quotes or lists are nested too deeply to be shown. Remove some levels.").MaximumLength(20000).Says("text_too_long", "Please use at most {0} characters.", 20000);
        RuleFor(call => call.Guidance.En).Must(text => !MarkdownText.IsTooDeep(text)).Says("text_too_deep", "Quotes or lists are nested too deeply to be shown. Remove some levels.").MaximumLength(20000).Says("text_too_long", "Please use at most {0} characters.", 20000);
        RuleFor(call => call.Contact.Zh).MaximumLength(300).Says("text_too_long", "Please use at most {0} characters.", 300);
        RuleFor(call => call.Contact.En).MaximumLength(300).Says("text_too_long", "Please use at most {0} characters.", 300);
    }
}

internal sealed class EditCallTextsHandler(CallDesk desk, IAreas areas) : IRequestHandler<EditCallTexts, Result>
{
    public async Task<Result> Handle(EditCallTexts request, CancellationToken cancellationToken)
    {
        var known = (await areas.AllAsync(cancellationToken)).Select(area => area.Code).ToHashSet(StringComparer.Ordinal);
        if (request.AreaCodes.Any(code => !known.Contains(code)))
        {
            return Failure.Field(nameof(request.AreaCodes), "area_unknown", "One of the areas does not exist any more. Choose again.");
        }

        return await desk.EditAsync(
            request,
            call =>
            {
                desk.Redesign(call, request.Title.ToText()!, call.Design with
                {
                    Summary = request.Summary.ToText(),
                    Guidance = request.Guidance.ToText(keepLines: true),
                    Contact = request.Contact.ToText(),
                    AreaCodes = [.. request.AreaCodes.Distinct().Order(StringComparer.Ordinal)],
                });
                return null;
            },
            cancellationToken);
    }
}
