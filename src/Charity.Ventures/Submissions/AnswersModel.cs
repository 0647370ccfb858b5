using Charity.Organisations.Contracts;
using Charity.Platform.Files;
using Charity.Ventures.Budgets;
using Charity.Ventures.Forms;
using Charity.Ventures.Needs;

namespace Charity.Ventures.Submissions;

/// <summary>
/// For the partial view <c>Answers</c>: a submission to be read. A reader who judges blind gets a form without the questions that tell who applies, so
/// that nothing of them can be shown by mistake.
/// </summary>
/// <param name="AreaNames">By code.</param>
/// <param name="Needs">By id.</param>
/// <param name="Files">By id. A document is read at <c>{FilesAddress}/{id}</c>.</param>
internal sealed record AnswersModel(
    FormDefinition Form, FormAnswers Answers, BudgetRules BudgetRules, string Currency, IReadOnlyDictionary<string, string> AreaNames, IReadOnlyDictionary<Guid, NeedSummary> Needs,
    IReadOnlyDictionary<Guid, AttachmentInfo> Files, string FilesAddress)
{
    /// <summary>What is shown beside it, to be compared; null when it stands alone.</summary>
    public FormAnswers? Before { get; init; }
}

/// <summary>Looks up what reading a submission needs.</summary>
internal sealed class AnswersReader(IAreas areas, NeedDesk needs, IAttachments attachments)
{
    public async Task<AnswersModel> OfAsync(OpenSubmission open, FormAnswers answers, string filesAddress, bool isBlind, CancellationToken cancellationToken)
    {
        var form = isBlind ? open.Form.WithoutApplicant() : open.Form;
        var names = (await areas.AllAsync(cancellationToken)).ToDictionary(area => area.Code, area => area.Name.ToString(), StringComparer.Ordinal);
        var shown = form.Fields.Where(field => field.Kind == FieldKind.Files).SelectMany(field => answers.FilesOf(field.Code)).ToHashSet();
        var files = (await attachments.ListAsync(open.Submission.Files, cancellationToken)).Where(file => shown.Contains(file.Id)).ToDictionary(file => file.Id);
        return new AnswersModel(form, answers, open.Call.Design.Budget, open.Currency, names, await needs.NamedInAsync(form, answers, cancellationToken), files, filesAddress);
    }
}
