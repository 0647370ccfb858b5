using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Forms;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Office;

/// <summary>Adds a question to a call's form, or changes one.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record KeepQuestion(string Slug, int Revision, TypedField Typed) : ICommand
{
    /// <summary>Options or columns, at most so many.</summary>
    public const int MostChoices = 30;

    public IReadOnlyList<LocalizedText> ChoiceTexts => [.. PlainText.Clean(Typed.Choices, keepLines: true)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(['|', '｜'], 2, StringSplitOptions.TrimEntries))
        .Where(parts => parts[0].Length > 0)
        .Select(parts => new LocalizedText(parts[0], parts.ElementAtOrDefault(1)))];
}

internal sealed class KeepQuestionValidator : AbstractValidator<KeepQuestion>
{
    private static readonly FieldKind[] WithChoices = [FieldKind.Choice, FieldKind.Choices, FieldKind.Table];

    public KeepQuestionValidator()
    {
        RuleFor(keep => keep.Typed.Label.Zh).NotEmpty().Says("label_missing", "Please type the question in Chinese.").MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100).OverridePropertyName("Label.Zh");
        RuleFor(keep => keep.Typed.Label.En).MaximumLength(150).Says("text_too_long", "Please use at most {0} characters.", 150).OverridePropertyName("Label.En");
        RuleFor(keep => keep.Typed.Help.En).MaximumLength(500).Says("text_too_long", "Please use at most {0} characters.", 500).OverridePropertyName("Help.En");
        RuleFor(keep => keep.Typed.Choices).MaximumLength(5000).Says("text_too_long", "Please use at most {0} characters.", 5000).OverridePropertyName("Choices");
        RuleFor(keep => keep.Typed.Help.Zh).MaximumLength(300).Says("text_too_long", "Please use at most {0} characters.", 300).OverridePropertyName("Help.Zh");
        RuleFor(keep => keep.Typed.Kind).IsInEnum().Says("field_kind_missing", "Please choose what kind of answer it takes.").OverridePropertyName("Kind");
        RuleFor(keep => keep.Typed.Most).Must((keep, most) => most is null || most is > 0 && most <= Largest(keep.Typed.Kind))
            .Says("limit_wrong", "Please type a limit from 1 to {0}.", 10_000).OverridePropertyName("Most");
        RuleFor(keep => keep.Typed.Maximum).Must((keep, maximum) => maximum is null || keep.Typed.Minimum is null || maximum >= keep.Typed.Minimum)
            .Says("maximum_below_minimum", "The largest number is smaller than the smallest one.").OverridePropertyName("Maximum");
        RuleFor(keep => keep.ChoiceTexts).Must((keep, choices) => !WithChoices.Contains(keep.Typed.Kind) || choices.Count is >= 2 and <= KeepQuestion.MostChoices)
            .Says("choices_missing", "Please type two to {0} choices or columns, one a line.", KeepQuestion.MostChoices).OverridePropertyName("Choices");
    }

    private static int Largest(FieldKind kind) => kind is FieldKind.Text or FieldKind.LongText ? 10_000 : 200;
}

internal sealed class KeepQuestionHandler(CallDesk desk) : IRequestHandler<KeepQuestion, Result>
{
    public Task<Result> Handle(KeepQuestion request, CancellationToken cancellationToken) => desk.BuildFormAsync(
        request.Slug,
        request.Revision,
        call =>
        {
            var form = (call.NextForm ?? call.Form).Definition;
            return string.IsNullOrEmpty(request.Typed.Code) || form.Find(request.Typed.Code) is not null
                ? new FormChange.KeepField(request.Typed.Section, Field(request, form, call)).On(form)
                : FormChange.FieldUnknown;
        },
        cancellationToken);

    private static FormField Field(KeepQuestion request, FormDefinition form, Call call)
    {
        var (typed, before) = (request.Typed, form.Find(request.Typed.Code ?? string.Empty));
        var choices = request.ChoiceTexts;
        return new FormField
        {
            Code = before?.Code ?? NextCode(call),
            Kind = typed.Kind,
            Label = typed.Label.ToText()!,
            Help = typed.Help.ToText(),
            IsRequired = typed.IsRequired,
            Most = typed.Most,
            Minimum = typed.Kind == FieldKind.Number ? typed.Minimum : null,
            Maximum = typed.Kind == FieldKind.Number ? typed.Maximum : null,
            NamesApplicant = typed.NamesApplicant,
            IsPublic = typed.IsPublic && typed.Kind is not (FieldKind.People or FieldKind.Files or FieldKind.Budget),
            Options = typed.Kind is FieldKind.Choice or FieldKind.Choices ? [.. Codes([.. (before?.Options ?? []).Select(option => (option.Code, option.Label))], choices).Zip(choices, (code, text) => new FormOption(code, text))] : [],
            Columns = typed.Kind == FieldKind.Table ? [.. Codes([.. (before?.Columns ?? []).Select(column => (column.Code, column.Label))], choices).Zip(choices, (code, text) => new FormColumn(code, text))] : [],
        };
    }

    /// <summary>A choice that is still there keeps its code, so that answers given before still mean it; a new one gets a code nothing else has had.</summary>
    private static List<string> Codes(IReadOnlyList<(string Code, LocalizedText Label)> before, IReadOnlyList<LocalizedText> texts)
    {
        var next = 1;
        return [.. texts.Select(text => before.FirstOrDefault(old => old.Label.Zh == text.Zh).Code ?? Next())];

        string Next()
        {
            string code;
            do
            {
                code = FormattableString.Invariant($"c{next++}");
            }
            while (before.Any(old => old.Code == code));
            return code;
        }
    }

    /// <summary>A code that no question of any of the call's forms has: answers to different questions never look like answers to one.</summary>
    private static string NextCode(Call call) =>
        Enumerable.Range(1, int.MaxValue - 1).Select(number => FormattableString.Invariant($"q{number}")).First(code => call.Forms.All(form => form.Definition.Find(code) is null));
}
