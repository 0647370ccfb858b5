using Charity.Platform.Alerts;
using Charity.Platform.Calendars;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Submissions;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Notices;

/// <summary>Objects to a project on public notice. The answer is a receipt code by which its state can be looked up without an account.</summary>
[Anybody]
internal sealed record RaiseObjection : ICommand<Result<ObjectionReceipt>>
{
    public string Slug { get; init; } = string.Empty;
    public Guid SubmissionId { get; init; }

    /// <summary>Nobody but those who examine it may know the name.</summary>
    public bool IsProtected { get; init; }
    public string? Name { get; init; }
    public string? Contact { get; init; }
    public string? Text { get; init; }
}

internal sealed record ObjectionReceipt(string Code);

internal sealed class RaiseObjectionValidator : AbstractValidator<RaiseObjection>
{
    public RaiseObjectionValidator()
    {
        RuleFor(objection => objection.SubmissionId).NotEmpty().Says("objection_project_missing", "Choose the project it is about.");
        RuleFor(objection => objection.Text).Must(text => PlainText.Clean(text).Length > 0).Says("objection_text_missing", "Say what you object to, and how you know.")
            .MaximumLength(Objection.TextLength).Says("text_too_long", "Please use at most {0} characters.", Objection.TextLength);
        RuleFor(objection => objection.Name).MaximumLength(Objection.NameLength).Says("text_too_long", "Please use at most {0} characters.", Objection.NameLength);
        RuleFor(objection => objection.Contact).MaximumLength(Objection.ContactLength).Says("text_too_long", "Please use at most {0} characters.", Objection.ContactLength);
        When(objection => !objection.IsProtected, () =>
        {
            RuleFor(objection => objection.Name).Must(name => PlainText.Clean(name).Length > 0).Says("objection_name_missing", "Type your name, or object under protection.");
            RuleFor(objection => objection.Contact).Must(contact => PlainText.Clean(contact).Length > 0).Says("objection_contact_missing", "Say how the office can reach you, or object under protection.");
        });
    }
}

internal sealed class RaiseObjectionHandler(CharityDbContext db, FieldCipher cipher, IWorkingDays workingDays, ISettingsStore settings, IAlerts alerts, SiteTime time, TimeProvider clock)
    : IRequestHandler<RaiseObjection, Result<ObjectionReceipt>>
{
    public async Task<Result<ObjectionReceipt>> Handle(RaiseObjection request, CancellationToken cancellationToken)
    {
        if (await db.Set<AwardNotice>().Include(notice => notice.Entries).SingleOrDefaultAsync(notice => notice.Slug == request.Slug, cancellationToken) is not { } notice)
        {
            return NoticeFailures.Unknown;
        }

        if (notice.Entries.All(entry => entry.SubmissionId != request.SubmissionId))
        {
            return NoticeFailures.NoProjectOfIt;
        }

        // An objection of the last second and the award of the first one after it come one after the other.
        await db.LockAsync(SelectionDesk.LockOf(notice.CallId), cancellationToken);
        await db.Entry(notice).ReloadAsync(cancellationToken);
        var state = await db.Set<Submission>().Where(submission => submission.Id == request.SubmissionId).Select(submission => submission.State).SingleAsync(cancellationToken);
        if (notice.State != AwardNoticeProcess.Running || clock.GetUtcNow().UtcDateTime >= notice.EndsUtc || state is not (SubmissionProcess.OnNotice or SubmissionProcess.Contested))
        {
            return Failure.Conflict("objections_over", "Objections were taken until the end of the last day of the notice. Whom to tell instead stands on the call's page.");
        }

        var code = Objection.NewCode();
        var objection = Objection.Raise(
            notice, request.SubmissionId, ObjectionCodes.FingerprintOf(cipher, code), request.IsProtected, Said(request.Name), Said(request.Contact), PlainText.Clean(request.Text, keepLines: true),
            workingDays.Add(time.Today, (await settings.GetAsync<ObjectionSettings>(cancellationToken)).AnswerWorkingDays), clock.GetUtcNow());
        db.Add(objection);
        var call = await db.Set<Call>().AsNoTracking().SingleAsync(call => call.Id == notice.CallId, cancellationToken);
        await alerts.RaiseAsync(ObjectionCodes.AlertKey(objection.Id), Permissions.HandleObjections, $"/office/objections/{objection.Id}", "Somebody objects to a project on notice: {0}.", [call.Title.Zh], cancellationToken);
        return new ObjectionReceipt(code);
    }

    private static string? Said(string? typed) => PlainText.Clean(typed) is { Length: > 0 } text ? text : null;
}

internal static class ObjectionCodes
{
    public static string FingerprintOf(FieldCipher cipher, string code) => Convert.ToHexStringLower(cipher.Fingerprint("objection:" + Normal(code)));

    /// <summary>As it is kept, however it was typed: groups, spaces and capitals do not matter.</summary>
    public static string Normal(string? code) => string.Concat((code ?? string.Empty).Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    public static string AlertKey(Guid objectionId) => $"objection:{objectionId:N}";
}
