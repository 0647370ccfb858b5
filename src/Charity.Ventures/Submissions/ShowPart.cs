using Charity.Organisations.Contracts;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Ventures.Advice;
using Charity.Ventures.Budgets;
using Charity.Ventures.Calls;
using Charity.Ventures.Forms;
using Charity.Ventures.Needs;
using MediatR;

namespace Charity.Ventures.Submissions;

/// <summary>One part of the form, to be written.</summary>
/// <param name="Part">The section's place, from 0.</param>
[SignedIn]
internal sealed record ShowPart(Guid Id, int Part) : IQuery<PartPage>, IWritersRequest;

/// <param name="Token">Which words the reader has before them (<see cref="AnswersForm.Token"/>).</param>
/// <param name="Problems">Of this part; the field is the question's code.</param>
/// <param name="LastDay">The last day to hand it in.</param>
/// <param name="Theirs">What somebody else saved meanwhile, when the words are not theirs.</param>
internal sealed record PartPage(
    Guid Id, string CallSlug, LocalizedText Call, CallDesign Design, FormDefinition Form, int Part, string Title, FormAnswers Answers, string Token, IReadOnlyList<FieldFailure> Problems,
    IReadOnlyDictionary<string, int> OpenIn, IReadOnlyList<Area> Areas, IReadOnlyList<NeedSummary> Needs, IReadOnlyList<AttachmentInfo> Files, IReadOnlyList<AdviceShown> Advice,
    DateTime SavedUtc, string SavedByName, DateOnly? LastDay)
{
    public FormSection Section => Form.Sections[Part];

    public string Address => $"/workspace/submissions/{Id}";

    public string Currency => Design.Money.Currency;

    public string? AreaName(string code) => Areas.FirstOrDefault(area => area.Code == code)?.Name.ToString();

    public FormAnswers? Theirs { get; init; }

    /// <summary>This part with other answers, to be read.</summary>
    public AnswersModel Show(FormAnswers answers) => new(
        new FormDefinition([Section]), answers, Design.Budget, Currency, Areas.ToDictionary(area => area.Code, area => area.Name.ToString()), Needs.ToDictionary(need => need.Id), Files.ToDictionary(file => file.Id), Address + "/files") { Before = Answers };

    public Budget Budget(FormField field) => Budgets.Budget.Of(Answers.RowsOf(field.Code), Currency);
}

internal sealed class ShowPartHandler(SubmissionDesk desk, PartPages pages) : IRequestHandler<ShowPart, Result<PartPage>>
{
    public async Task<Result<PartPage>> Handle(ShowPart request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Id, cancellationToken) is not { } open)
        {
            return SubmissionFailures.Unknown;
        }

        return !open.Submission.IsBeingWritten ? SubmissionFailures.NotWritten
            : request.Part < 0 || request.Part >= open.Form.Sections.Count ? SubmissionFailures.NoSuchPart
            : await pages.OfAsync(open, request.Part, open.Submission.Title, open.Submission.Answers, cancellationToken);
    }
}

/// <summary>Puts together the page of a part, of what is saved or of what was just typed.</summary>
internal sealed class PartPages(SubmissionDesk desk, AdviceDesk advice, NeedDesk needs, IAreas areas, IAttachments attachments)
{
    public async Task<PartPage> OfAsync(OpenSubmission open, int part, string title, FormAnswers answers, CancellationToken cancellationToken)
    {
        var (submission, call, form) = open;
        var section = form.Sections[part];
        var wrong = await desk.WrongAsync(call, form, answers, cancellationToken);
        var missing = FormCheck.Missing(form, answers).ToList();
        var parts = form.Sections.SelectMany((one, index) => one.Fields.Select(field => (field.Code, index))).ToDictionary(one => one.Code, one => one.index);
        return new PartPage(
            submission.Id, call.Slug, call.Title, call.Design, form, part, title, answers,
            AnswersForm.Token(submission.Title, submission.Answers, section),
            [.. wrong.Where(failure => section.Fields.Any(field => field.Code == failure.Field))],
            form.Sections.Select((_, index) => (Key: index.ToString(System.Globalization.CultureInfo.InvariantCulture), Count: wrong.Concat(missing).Count(failure => parts[failure.Field] == index))).ToDictionary(one => one.Key, one => one.Count),
            await AreasOfAsync(call.Design.AreaCodes, cancellationToken),
            section.Fields.Any(field => field.Kind == FieldKind.Needs) ? await needs.ToAnswerAsync(call, cancellationToken) : [],
            await attachments.ListAsync(submission.Files, cancellationToken),
            await advice.SentAsync(submission.Id, cancellationToken),
            submission.SavedUtc, submission.SavedByName, open.LastDay);
    }

    private async Task<IReadOnlyList<Area>> AreasOfAsync(IReadOnlyList<string> codes, CancellationToken cancellationToken)
    {
        var tree = await areas.AllAsync(cancellationToken);
        var paths = tree.Where(area => codes.Contains(area.Code)).Select(area => area.Path).ToList();
        return [.. tree.Where(area => area.ParentCode is not null && (paths.Count == 0 || paths.Exists(path => area.Path.StartsWith(path, StringComparison.Ordinal))))];
    }
}
