using Charity.Organisations.Contracts;
using Charity.Platform.Files;
using Charity.Platform.Text;
using Charity.Ventures.Budgets;
using Charity.Ventures.Calls;
using Charity.Ventures.Forms;
using Charity.Ventures.Needs;
using Charity.Ventures.Submissions;

namespace Charity.Ventures.Reviews;

/// <summary>A submission as its reviewer reads it.</summary>
/// <param name="OrganisationName">Null in a blind review.</param>
internal sealed record ReadableSubmission(
    string Title, int? Number, LocalizedText CallTitle, bool IsBlind, LocalizedText? OrganisationName, string Currency, long AskedMinor, IReadOnlyList<ReadableSection> Sections);

internal sealed record ReadableSection(LocalizedText Title, IReadOnlyList<ReadableAnswer> Answers);

/// <param name="Columns">Headings of a table; none where rows have one cell.</param>
internal sealed record ReadableAnswer(LocalizedText Label, FieldKind Kind, IReadOnlyList<LocalizedText> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<ReadableFile> Files);

/// <param name="Name">In a blind review only a number and the ending: names of files tell who wrote them.</param>
internal sealed record ReadableFile(Guid Id, string Name, long Length);

/// <summary>Puts a submission into words for a reviewer; in a blind review without whatever tells who applies.</summary>
internal sealed class ReadingDesk(ReviewDesk reviews, SubmissionDesk submissions, IOrganisations organisations, IAttachments attachments, IAreas areas, NeedDesk needs)
{
    private static readonly IReadOnlyList<LocalizedText> BudgetColumns =
    [
        new("类别", "Kind"), new("内容", "Item"), new("测算依据", "Basis"), new("金额", "Amount"), new("自筹", "Own part"),
    ];

    public async Task<ReadableSubmission> ReadAsync(Review review, CancellationToken cancellationToken)
    {
        var open = (await submissions.FindAsync(review.SubmissionId, cancellationToken))!;
        var isBlind = open.Call.Design.Review.IsBlind;
        var names = isBlind ? (await reviews.NamesToHideAsync([review.OrganisationId], cancellationToken)).GetValueOrDefault(review.OrganisationId, []) : [];
        var files = (await attachments.ListAsync(open.Submission.Files, cancellationToken)).ToLookup(file => file.Purpose);
        var words = (await areas.AllAsync(cancellationToken)).ToDictionary(area => area.Code, area => area.Name.ToString(), StringComparer.Ordinal);
        foreach (var (id, need) in await needs.NamedInAsync(open.Form, open.Submission.Answers, cancellationToken))
        {
            words[id.ToString()] = need.Title.ToString();
        }

        var number = 0;
        var sections = open.Form.Sections
            .Select(section => new ReadableSection(section.Title, [.. section.Fields.Where(field => IsShown(field, isBlind)).Select(Answer).Where(answer => answer.Rows.Count > 0 || answer.Files.Count > 0)]))
            .Where(section => section.Answers.Count > 0)
            .ToList();
        return new ReadableSubmission(
            Blind.Hide(open.Submission.Title, names), open.Submission.Number, open.Call.Title, isBlind,
            isBlind ? null : (await organisations.FindAsync(review.OrganisationId, cancellationToken))?.Name, open.Currency, open.Submission.AskedMinor, sections);

        ReadableAnswer Answer(FormField field) => new(
            field.Label,
            field.Kind,
            field.Kind == FieldKind.Budget ? BudgetColumns : [.. field.Cells.Select(column => column.Label)],
            field.Kind == FieldKind.Files ? [] : [.. open.Submission.Answers.RowsOf(field.Code).Select(IReadOnlyList<string> (row) => [.. row.Select((cell, index) => Blind.Hide(Cell(open.Call, field, cell, index, words), names))])],
            [.. files[field.Code].Where(file => open.Submission.Answers.FilesOf(field.Code).Contains(file.Id)).Select(file => new ReadableFile(file.Id, isBlind ? BlindName(++number, file.FileName) : file.FileName, file.Length))]);
    }

    /// <summary>A file of the submission, as far as this review shows it.</summary>
    public async Task<AttachmentContent?> OpenAsync(Review review, Guid fileId, CancellationToken cancellationToken)
    {
        var open = (await submissions.FindAsync(review.SubmissionId, cancellationToken))!;
        var isBlind = open.Call.Design.Review.IsBlind;
        if (await attachments.FindAsync(open.Submission.Files, fileId, cancellationToken) is not { } file
            || open.Form.Find(file.Purpose) is not { } field || !IsShown(field, isBlind) || !open.Submission.Answers.FilesOf(field.Code).Contains(fileId)
            || await attachments.OpenAsync(open.Submission.Files, fileId, cancellationToken) is not { } content)
        {
            return null;
        }

        return isBlind ? content with { Info = content.Info with { FileName = BlindName(1, file.FileName) } } : content;
    }

    private static bool IsShown(FormField field, bool isBlind) => !isBlind || !field.NamesApplicant;

    private static string BlindName(int number, string fileName) => FormattableString.Invariant($"{number}{Path.GetExtension(fileName)}");

    private static string Cell(Call call, FormField field, string cell, int index, Dictionary<string, string> words) => field.Kind switch
    {
        FieldKind.Choice or FieldKind.Choices => field.Options.FirstOrDefault(option => option.Code == cell)?.Label.ToString() ?? cell,
        FieldKind.Areas or FieldKind.Needs => words.GetValueOrDefault(cell, cell),
        FieldKind.Budget when index == 0 => call.Design.Budget.Heads.FirstOrDefault(head => head.Code == cell)?.Name.ToString() ?? cell,
        FieldKind.Budget when BudgetLine.IsAmount(index) && AmountParser.Parse(cell, call.Design.Money.Currency).Minor is { } minor => Money.Format(minor, call.Design.Money.Currency),
        _ => cell,
    };
}
