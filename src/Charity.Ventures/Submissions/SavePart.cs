using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Ventures.Forms;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Charity.Ventures.Submissions;

/// <summary>
/// Saves one part as it is being written, by itself or on the button. Whatever was typed is kept, also what is not right yet; only what is
/// far beyond every limit is refused. Answers with the page as it stands now.
/// </summary>
/// <param name="Token">Which words the writer had before them.</param>
/// <param name="Title">Null for parts that do not show it.</param>
[SignedIn]
internal sealed record SavePart(Guid Id, int Part, string? Token, string? Title, IFormCollection Posted) : ICommand<Result<PartPage>>, IWritersRequest;

internal sealed class SavePartHandler(CharityDbContext db, SubmissionDesk desk, PartPages pages, ICurrentUser user, TimeProvider clock) : IRequestHandler<SavePart, Result<PartPage>>
{
    /// <summary>Characters of all answers together; an honest form has a tenth.</summary>
    private const int Largest = 300_000;

    public async Task<Result<PartPage>> Handle(SavePart request, CancellationToken cancellationToken)
    {
        var found = await desk.FindToWriteAsync(request.Id, cancellationToken);
        if (found.Failure is { } closed)
        {
            return closed;
        }

        var open = found.Value;
        var submission = open.Submission;
        if (request.Part < 0 || request.Part >= open.Form.Sections.Count)
        {
            return SubmissionFailures.NoSuchPart;
        }

        var section = open.Form.Sections[request.Part];
        var typed = submission.Answers.With(AnswersForm.Read(request.Posted, section));
        var title = request.Title is null ? submission.Title : PlainText.Clean(request.Title);
        if (Refusal(section, typed, title) is { } refusal)
        {
            return refusal;
        }

        var now = AnswersForm.Token(submission.Title, submission.Answers, section);
        var same = AnswersForm.Token(title, typed, section) == now;
        if (!same && request.Token != now)
        {
            return SubmissionFailures.PartChanged;
        }

        if (!same)
        {
            var asked = open.BudgetIn(typed).AskedMinor;
            if (submission.Save(title, typed, asked, new Writer(user.Id!.Value, user.Name), clock.GetUtcNow()) is { } before)
            {
                db.Add(before);
            }
        }

        return await pages.OfAsync(open, request.Part, submission.Title, submission.Answers, cancellationToken);
    }

    private static Failure? Refusal(FormSection section, FormAnswers typed, string title)
    {
        if (title.Length is 0 or > Submission.TitleLength)
        {
            return title.Length == 0
                ? Failure.Field("Title", "title_missing", "Give the project a title; you can change it later.")
                : Failure.Field("Title", "text_too_long", "Please use at most {0} characters.", Submission.TitleLength);
        }

        foreach (var field in section.Fields.Where(field => field.HasRows && typed.RowsOf(field.Code).Count > field.Limit && field.Kind is not (FieldKind.Choices or FieldKind.Areas or FieldKind.Needs)))
        {
            return Failure.Field(AnswersForm.Name(field.Code), "too_many_rows", "\"{0}\" takes at most {1} rows; there are {2}.", field.Label, field.Limit, typed.RowsOf(field.Code).Count);
        }

        return typed.Length() > Largest ? Failure.Invalid("answers_too_large", "All answers together are far too long. Shorten this part; it was not saved.") : null;
    }
}
