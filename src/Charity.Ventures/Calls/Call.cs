using System.Text.RegularExpressions;
using Charity.Platform.Audit;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Forms;

namespace Charity.Ventures.Calls;

/// <summary>
/// A call for venture projects (公益创投征集). Its state moves by <see cref="CallProcess"/>. Until it opens everything may be changed;
/// from then on applicants rely on it, and each change is a published <see cref="CallAmendment"/>.
/// </summary>
[Audited]
internal sealed partial class Call : WorkflowInstance
{
    public const int SlugLength = 60;
    private readonly List<CallForm> _forms = [];
    private readonly List<CallAmendment> _amendments = [];

    private Call()
    {
    }

    /// <summary>Stands in addresses; never changes.</summary>
    public string Slug { get; private init; } = string.Empty;

    /// <summary>Known from a list of a finished year; nobody ever applied to it on this site, so it has no form.</summary>
    public bool IsImported { get; private init; }
    public LocalizedText Title { get; private set; } = new(string.Empty);
    public CallDesign Design { get; private set; } = new();

    /// <summary>When submissions begin, by the timetable: for the clock.</summary>
    public DateTime? OpensUtc { get; private set; }

    /// <summary>The first moment after the last day, by the timetable: for the clock.</summary>
    public DateTime? ClosesUtc { get; private set; }

    /// <summary>Counts the edits; one made on an older revision is refused.</summary>
    public int Revision { get; private set; }

    public IReadOnlyList<CallForm> Forms => _forms;
    public IReadOnlyList<CallAmendment> Amendments => _amendments;

    /// <summary>The form that new submissions are made on: the newest that is in force.</summary>
    public CallForm Form => _forms.Where(form => form.SinceUtc is not null).MaxBy(form => form.Number)!;

    /// <summary>The form that is being changed while applicants still use <see cref="Form"/>; null when none is.</summary>
    public CallForm? NextForm => _forms.SingleOrDefault(form => form.SinceUtc is null);

    public bool IsPublic => State is not (CallProcess.Draft or CallProcess.Discarded);

    /// <summary>Applicants rely on what it says.</summary>
    public bool IsFrozen => IsPublic && State != CallProcess.NeedsOpen;

    public bool IsOver => State is CallProcess.Cancelled or CallProcess.Discarded or CallProcess.Finished;

    /// <summary>Questions still help somebody.</summary>
    public bool TakesQuestions => IsPublic && CallProcess.IsBefore(State, CallProcess.Closed);

    /// <summary>The last moment at which something that was under way is still taken.</summary>
    public DateTime? GraceEndsUtc => ClosesUtc?.AddMinutes(Design.Timetable.GraceMinutes);

    /// <summary>New submissions may be begun; one that was begun in time has until <see cref="GraceEndsUtc"/>.</summary>
    public bool TakesSubmissions(DateTime nowUtc) => State == CallProcess.Open && nowUtc < ClosesUtc;

    public static Call Plan(string slug, LocalizedText title, CallDesign design, FormDefinition form, DateTimeOffset now) => Begin(slug, title, design, form, isImported: false, now);

    /// <summary>A call of a finished year, known from a list. It still has to be moved to its end.</summary>
    public static Call Import(string slug, LocalizedText title, CallDesign design, DateTimeOffset now) => Begin(slug, title, design, FormDefinition.Empty, isImported: true, now);

    public static bool IsSlug(string? text) => text is { Length: > 0 and <= SlugLength } && SlugPattern().IsMatch(text);

    /// <param name="opensUtc">The first moment of the first day.</param>
    /// <param name="closesUtc">The first moment after the last day.</param>
    public void Describe(LocalizedText title, CallDesign design, DateTime? opensUtc, DateTime? closesUtc)
    {
        Title = title;
        Design = design;
        OpensUtc = opensUtc;
        ClosesUtc = closesUtc;
    }

    /// <summary>Changes the form. Once applicants rely on it, the change waits in <see cref="NextForm"/> until it is published.</summary>
    public void Ask(FormDefinition form)
    {
        if (!IsFrozen)
        {
            Form.Replace(form);
        }
        else if (NextForm is { } next)
        {
            next.Replace(form);
        }
        else
        {
            _forms.Add(new CallForm(Id, Form.Number + 1, form, null));
        }
    }

    /// <summary>The changed form is in force from now on; whoever has begun keeps theirs.</summary>
    public void PublishForm(DateTime nowUtc) => (NextForm ?? throw new InvalidOperationException($"Call {Slug} has no other form.")).ComeIntoForce(nowUtc);

    public void DropNextForm()
    {
        if (NextForm is { } next)
        {
            _forms.Remove(next);
        }
    }

    public void Amend(LocalizedText what, DateTimeOffset now) => _amendments.Add(new CallAmendment(Guid.CreateVersion7(now), Id, what, now.UtcDateTime));

    public void CountEdit() => Revision++;

    private static Call Begin(string slug, LocalizedText title, CallDesign design, FormDefinition form, bool isImported, DateTimeOffset now)
    {
        if (!IsSlug(slug))
        {
            throw new ArgumentException($"{slug} is not a slug.", nameof(slug));
        }

        var call = new Call { Id = Guid.CreateVersion7(now), Slug = slug, IsImported = isImported, Title = title, Design = design };
        call._forms.Add(new CallForm(call.Id, 1, form, now.UtcDateTime));
        call.BeginIn(CallProcess.Draft);
        return call;
    }

    [GeneratedRegex("^[a-z0-9]+(?:-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex SlugPattern();
}

/// <summary>A version of a call's form. A submission keeps the number it was made on.</summary>
internal sealed class CallForm
{
    private CallForm()
    {
    }

    internal CallForm(Guid callId, int number, FormDefinition definition, DateTime? sinceUtc) =>
        (CallId, Number, Definition, SinceUtc) = (callId, number, definition, sinceUtc);

    public Guid CallId { get; private init; }
    public int Number { get; private init; }
    public FormDefinition Definition { get; private set; } = FormDefinition.Empty;

    /// <summary>Since when new submissions are made on it; null while it is being prepared.</summary>
    public DateTime? SinceUtc { get; private set; }

    internal void Replace(FormDefinition definition) => Definition = definition;

    internal void ComeIntoForce(DateTime nowUtc) => SinceUtc = nowUtc;
}

/// <summary>What was changed after the call opened, in words everybody can read.</summary>
internal sealed class CallAmendment
{
    private CallAmendment()
    {
    }

    internal CallAmendment(Guid id, Guid callId, LocalizedText what, DateTime publishedUtc) => (Id, CallId, What, PublishedUtc) = (id, callId, what, publishedUtc);

    public Guid Id { get; private init; }
    public Guid CallId { get; private init; }
    public LocalizedText What { get; private init; } = new(string.Empty);
    public DateTime PublishedUtc { get; private init; }
}

/// <summary>
/// A question about a call. It stands on the call's page, without the asker, once it is answered: everybody knows what one
/// knows. What nobody should read is set aside instead.
/// </summary>
[Audited]
internal sealed class CallQuestion
{
    public const int TextLength = 500;

    private CallQuestion()
    {
    }

    public Guid Id { get; private init; }
    public Guid CallId { get; private init; }

    /// <summary>The asker, told of the answer by mail; null when nobody was signed in.</summary>
    [NotAudited]
    public Guid? AskedById { get; private set; }
    public string Question { get; private init; } = string.Empty;
    public DateTime AskedUtc { get; private init; }
    public string? Answer { get; private set; }
    public DateTime? AnsweredUtc { get; private set; }

    /// <summary>When the published answer was changed last; said beside it.</summary>
    public DateTime? CorrectedUtc { get; private set; }
    public string? AnsweredByName { get; private set; }

    /// <summary>Set aside without an answer.</summary>
    public bool IsDismissed { get; private set; }
    public int Version { get; private set; }

    /// <summary>One alert for all open questions of a call.</summary>
    public static string AlertKey(Guid callId) => $"call-questions:{callId:N}";

    public static CallQuestion Ask(Guid callId, Guid? askedById, string question, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), CallId = callId, AskedById = askedById, Question = question, AskedUtc = now.UtcDateTime };

    public void Reply(string answer, string byName, DateTime nowUtc)
    {
        CorrectedUtc = Answer is null || Answer == answer ? CorrectedUtc : nowUtc;
        AnsweredUtc ??= nowUtc;
        (Answer, AnsweredByName) = (answer, byName);
        Version++;
    }

    /// <summary>Of the mail that tells the asker this version of the answer.</summary>
    public string MailKey(int version) => FormattableString.Invariant($"call-answer:{Id:N}:{version}");

    public void Dismiss()
    {
        IsDismissed = true;
        Version++;
    }

    /// <summary>Takes the person out; question and answer stay, they tell of nobody.</summary>
    public void ForgetAsker() => AskedById = null;
}
