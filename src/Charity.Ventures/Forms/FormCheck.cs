using System.Globalization;
using Charity.Platform.Requests;
using Charity.Platform.Text;

namespace Charity.Ventures.Forms;

/// <summary>
/// Says what is missing or wrong in answers. A draft may lack anything, but nothing in it may be over its limit; to be handed in it
/// must lack nothing. A failure's field is the question's code, so that a list of them can lead to each question.
/// </summary>
internal static class FormCheck
{
    /// <summary>What was typed and cannot be accepted: too long, no number, an unknown choice. The budget's own rules are in <see cref="BudgetCheck"/>.</summary>
    public static IEnumerable<FieldFailure> Wrong(FormDefinition form, FormAnswers answers) => form.Fields
        .Select(field => Wrong(field, answers.RowsOf(field.Code)))
        .OfType<FieldFailure>();

    /// <summary>What has to be answered and is not.</summary>
    public static IEnumerable<FieldFailure> Missing(FormDefinition form, FormAnswers answers) => form.Fields
        .Where(field => field.IsRequired && !answers.Says(field.Code))
        .Select(field => new FieldFailure(field.Code, "answer_missing", "\"{0}\" has not been answered.", field.Label));

    private static FieldFailure? Wrong(FormField field, IReadOnlyList<IReadOnlyList<string>> rows) => rows switch
    {
        [] => null,
        _ when !field.HasRows && (rows.Count > 1 || rows[0].Count > 1) => new(field.Code, "one_answer_only", "\"{0}\" takes one answer.", field.Label),
        _ when rows.Any(row => row.Count > field.Width) => new(field.Code, "too_many_cells", "A row of \"{0}\" has too many cells. Load the page again.", field.Label),
        _ when field.HasRows && field.Kind != FieldKind.Choices && rows.Count > field.Limit =>
            new(field.Code, "too_many_rows", "\"{0}\" takes at most {1} rows; there are {2}.", field.Label, field.Limit, rows.Count),
        _ => field.Kind switch
        {
            FieldKind.Text or FieldKind.LongText => TooLong(field, rows[0][0]),
            FieldKind.Number => WrongNumber(field, rows[0][0]),
            FieldKind.Date => DateOnly.TryParseExact(rows[0][0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ? null
                : new(field.Code, "no_date", "\"{0}\" needs a date, like 2026-03-01.", field.Label),
            FieldKind.Choice or FieldKind.Choices => rows.All(row => field.Options.Any(option => option.Code == row[0]))
                ? null
                : new(field.Code, "no_option", "Please choose again for \"{0}\".", field.Label),
            FieldKind.Table or FieldKind.People or FieldKind.Budget or FieldKind.Areas or FieldKind.Needs or FieldKind.Files => rows.SelectMany(row => row).FirstOrDefault(cell => cell.Length > LongestCell) is { } cell
                ? new(field.Code, "cell_too_long", "In \"{0}\" a cell may have at most {1} characters; one has {2}.", field.Label, LongestCell, cell.Length)
                : null,
            _ => null,
        },
    };

    private const int LongestCell = 300;

    private static FieldFailure? TooLong(FormField field, string text) => text.Length <= field.Limit
        ? null
        : new(field.Code, "answer_too_long", "\"{0}\" may have at most {1} characters; there are {2}.", field.Label, field.Limit, text.Length);

    private static FieldFailure? WrongNumber(FormField field, string text)
    {
        if (!decimal.TryParse(HalfWidth.Of(text), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return new(field.Code, "no_number", "\"{0}\" needs a number.", field.Label);
        }

        return number < field.Minimum ? new(field.Code, "number_too_small", "\"{0}\" must be at least {1}.", field.Label, field.Minimum)
            : number > field.Maximum ? new(field.Code, "number_too_large", "\"{0}\" may be at most {1}.", field.Label, field.Maximum)
            : null;
    }
}
