using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Ventures.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Office;

/// <summary>A question as typed. Options and columns are one a line, Chinese and English separated by a bar.</summary>
internal sealed record TypedField
{
    /// <summary>The call's revision when the form was opened.</summary>
    public int Revision { get; init; }
    public int Section { get; init; }

    /// <summary>The question's code; empty for a new one.</summary>
    public string? Code { get; init; }
    public FieldKind Kind { get; init; }
    public TypedText Label { get; init; } = new();
    public TypedText Help { get; init; } = new();
    public bool IsRequired { get; init; }
    public int? Most { get; init; }
    public decimal? Minimum { get; init; }
    public decimal? Maximum { get; init; }
    public bool NamesApplicant { get; init; }
    public bool IsPublic { get; init; }
    public string? Choices { get; init; }

    public static TypedField Of(int section, FormField field) => new()
    {
        Section = section,
        Code = field.Code,
        Kind = field.Kind,
        Label = TypedText.Of(field.Label),
        Help = TypedText.Of(field.Help),
        IsRequired = field.IsRequired,
        Most = field.Most,
        Minimum = field.Minimum,
        Maximum = field.Maximum,
        NamesApplicant = field.NamesApplicant,
        IsPublic = field.IsPublic,
        Choices = string.Join('\n', field.Kind == FieldKind.Table ? field.Columns.Select(column => Line(column.Label)) : field.Options.Select(option => Line(option.Label))),
    };

    private static string Line(LocalizedText text) => text.En is null ? text.Zh : $"{text.Zh} | {text.En}";
}

/// <summary>Builds a call's form, one step at a time: so it works without JavaScript and nothing typed is lost.</summary>
[Admin]
[Route("/office/calls/{slug}/form")]
internal sealed class FormBuilderController : CharityController
{
    [HttpGet("")]
    public Task<IActionResult> Index(string slug) => ShowAsync(new ShowCallForm(slug));

    [HttpGet("question")]
    public async Task<IActionResult> Question(string slug, [FromQuery] string? code, [FromQuery] int section)
    {
        var page = await SendAsync(new ShowCallForm(slug));
        if (page.Failure is { } failure)
        {
            return Refuse(failure);
        }

        var at = page.Value.Form.Sections.ToList().FindIndex(candidate => candidate.Fields.Any(field => field.Code == code));
        return QuestionForm(page.Value, page.Value.Form.Find(code ?? string.Empty) is { } field ? TypedField.Of(at, field) : new TypedField { Section = section });
    }

    [HttpPost("question")]
    public Task<IActionResult> Question(string slug, [FromForm] TypedField form) => SaveAsync(
        new KeepQuestion(slug, form.Revision, form), "Saved.", $"/office/calls/{slug}/form", async () =>
        {
            var page = await SendAsync(new ShowCallForm(slug));
            return page.Failure is { } failure ? Refuse(failure) : QuestionForm(page.Value, form);
        });

    [HttpPost("question/{code}/{move}")]
    public Task<IActionResult> MoveQuestion(string slug, string code, string move, [FromForm] int revision) =>
        ChangeAsync(slug, revision, move == "removal" ? new FormChange.RemoveField(code) : new FormChange.MoveField(code, Up: move == "up"));

    [HttpPost("sections")]
    public Task<IActionResult> KeepSection(string slug, [FromForm] int? at, [FromForm] TypedText title, [FromForm] int revision) =>
        ChangeAsync(slug, revision, new FormChange.KeepSection(at, title.ToText() ?? new LocalizedText(string.Empty)));

    [HttpPost("sections/{at:int}/{move}")]
    public Task<IActionResult> MoveSection(string slug, int at, string move, [FromForm] int revision) =>
        ChangeAsync(slug, revision, move == "removal" ? new FormChange.RemoveSection(at) : new FormChange.MoveSection(at, Up: move == "up"));

    [HttpPost("publication")]
    public Task<IActionResult> Publish(string slug, [FromForm] PublishCallForm form) => SaveAsync(
        form with { Slug = slug }, "The changed form is in force for whoever begins from now on.", $"/office/calls/{slug}/form", () => ShowAsync(new ShowCallForm(slug), nameof(Index)));

    [HttpPost("drop")]
    public Task<IActionResult> Drop(string slug, [FromForm] int revision) => SaveAsync(new DropCallForm(slug, revision), "The changes were dropped.", $"/office/calls/{slug}/form", () => ShowAsync(new ShowCallForm(slug), nameof(Index)));

    private ViewResult QuestionForm(CallFormPage page, TypedField typed)
    {
        // What somebody else has saved meanwhile stands in the list; saving once more puts this question there knowingly.
        ModelState.Remove("Revision");
        ViewData["Page"] = page;
        return View(nameof(Question), typed);
    }

    private Task<IActionResult> ChangeAsync(string slug, int revision, FormChange change) =>
        SaveAsync(new EditCallForm(slug, revision, change), "Saved.", $"/office/calls/{slug}/form", () => ShowAsync(new ShowCallForm(slug), nameof(Index)));
}
