using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Decisions;

/// <summary>Changes a letter's text for all letters that are promised from now on.</summary>
[Requires(Permissions.DecideSubmissions)]
internal sealed record EditLetter : ICommand
{
    public LetterKind Kind { get; init; }
    public TypedText Subject { get; init; } = new();

    /// <summary>Paragraphs between empty lines.</summary>
    public TypedText Body { get; init; } = new();

    public static EditLetter Of(LetterKind kind, LetterTemplate template) => new() { Kind = kind, Subject = TypedText.Of(template.Subject), Body = TypedText.Of(template.Body) };
}

internal sealed class EditLetterValidator : AbstractValidator<EditLetter>
{
    private const int LongestSubject = 150, LongestBody = 5000;

    public EditLetterValidator()
    {
        RuleFor(letter => letter.Subject.Zh).NotEmpty().Says("letter_subject_missing", "Please type the subject in Chinese.").MaximumLength(LongestSubject).Says("text_too_long", "Please use at most {0} characters.", LongestSubject);
        RuleFor(letter => letter.Subject.En).MaximumLength(LongestSubject).Says("text_too_long", "Please use at most {0} characters.", LongestSubject);
        RuleFor(letter => letter.Body.Zh).NotEmpty().Says("letter_body_missing", "Please type the letter in Chinese.").MaximumLength(LongestBody).Says("text_too_long", "Please use at most {0} characters.", LongestBody);
        RuleFor(letter => letter.Body.En).MaximumLength(LongestBody).Says("text_too_long", "Please use at most {0} characters.", LongestBody);
    }
}

internal sealed class EditLetterHandler(ISettingsStore settings) : IRequestHandler<EditLetter, Result>
{
    public async Task<Result> Handle(EditLetter request, CancellationToken cancellationToken)
    {
        var letters = await settings.GetAsync<DecisionLetters>(cancellationToken);
        if (!Enum.IsDefined(request.Kind))
        {
            return LetterFailures.Unknown;
        }

        foreach (var (field, text) in new[] { ("Subject.Zh", request.Subject.Zh), ("Subject.En", request.Subject.En), ("Body.Zh", request.Body.Zh), ("Body.En", request.Body.En) })
        {
            if (DecisionLetters.UnknownIn(text) is { Count: > 0 } unknown)
            {
                return Failure.Field(field, "letter_placeholder_unknown", "Nothing is known by this name: {0}. These are: {1}", Braced(unknown), Braced(DecisionLetters.Placeholders));
            }
        }

        await settings.SetAsync(letters.With(request.Kind, new LetterTemplate(request.Subject.ToText()!, request.Body.ToText(keepLines: true)!)), cancellationToken);
        return Result.Ok;
    }

    private static string Braced(IEnumerable<string> names) => string.Join(' ', names.Select(name => $"{{{name}}}"));
}

internal static class LetterFailures
{
    public static Failure Unknown => Failure.NotFound("letter_unknown", "There is no such letter.");
}
