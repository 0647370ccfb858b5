using Charity.Platform.Audit;
using Charity.Platform.Files;
using Charity.Platform.Workflow;
using Charity.Ventures.Forms;

namespace Charity.Ventures.Submissions;

/// <summary>
/// What an organisation answers to a call (申报). While it is being written several colleagues save it as they type; everything that was
/// handed in is kept for ever as a <see cref="SubmissionVersion"/>. Its state moves by <see cref="SubmissionProcess"/>; what is awarded goes on
/// as a project.
/// </summary>
internal sealed class Submission : WorkflowInstance
{
    public const int TitleLength = 60;

    private Submission()
    {
    }

    public Guid CallId { get; private init; }
    public Guid OrganisationId { get; private init; }

    /// <summary>Counts within the call, for letters and talk; given when it is handed in first.</summary>
    public int? Number { get; private set; }

    /// <summary>The form it is made on; a later form of the call changes nothing here.</summary>
    public int FormNumber { get; private init; }
    public string Title { get; private set; } = string.Empty;

    /// <summary>As they are being written; once it is handed in, what was handed in last.</summary>
    public FormAnswers Answers { get; private set; } = FormAnswers.Empty;

    /// <summary>What the call is asked for, by the budget; minor units of the call's currency.</summary>
    public long AskedMinor { get; private set; }
    public DateTime BegunUtc { get; private init; }
    public DateTime SavedUtc { get; private set; }
    public Guid SavedById { get; private set; }
    public string SavedByName { get; private set; } = string.Empty;

    /// <summary>When it was handed in first; the applicant's waiting begins here.</summary>
    public DateTime? SubmittedUtc { get; private set; }

    /// <summary>The day by which the applicant was promised an answer.</summary>
    public DateOnly? AnswerOn { get; private set; }

    /// <summary>The last day to hand it in again, while it is with the applicant once more.</summary>
    public DateOnly? ReviseBy { get; private set; }

    /// <summary>The last day its writers were reminded of; each is reminded of once.</summary>
    public DateOnly? RemindedOf { get; private set; }

    /// <summary>How it stood against the call's rules when it was handed in, and what the office decided about them.</summary>
    public EligibilityReport Eligibility { get; private set; } = EligibilityReport.None;

    /// <summary>Counts what was saved; a save onto an older text is told so.</summary>
    public int Revision { get; private set; }

    /// <summary>Its organisation may write it.</summary>
    public bool IsBeingWritten => SubmissionProcess.Writing.Contains(State);

    /// <summary>The files of its form, each for the question whose code is the file's purpose.</summary>
    public AttachmentOwner Files => new("submission", Id);

    public static Submission Begin(Guid callId, int formNumber, Guid organisationId, string title, Writer by, DateTimeOffset now)
    {
        var submission = new Submission
        {
            Id = Guid.CreateVersion7(now),
            CallId = callId,
            OrganisationId = organisationId,
            FormNumber = formNumber,
            Title = title,
            BegunUtc = now.UtcDateTime,
        };
        submission.SavedBy(by, now);
        submission.BeginIn(SubmissionProcess.Draft);
        return submission;
    }

    /// <summary>Saves what is being written.</summary>
    /// <returns>What stood there before, to be kept, when somebody else had written it or some minutes ago; otherwise null.</returns>
    public SubmissionVersion? Save(string title, FormAnswers answers, long askedMinor, Writer by, DateTimeOffset now)
    {
        if (!IsBeingWritten)
        {
            throw new InvalidOperationException($"Submission {Id} is {State}; it is not written any more.");
        }

        var before = Answers.Rows.Count > 0 && (SavedById != by.Id || now.UtcDateTime - SavedUtc > SubmissionVersion.Apart) ? Keep(isSubmitted: false, now) : null;
        (Title, Answers, AskedMinor) = (title, answers, askedMinor);
        SavedBy(by, now);
        Revision++;
        return before;
    }

    /// <summary>Goes back to an earlier state.</summary>
    /// <returns>What stood there before, to be kept.</returns>
    public SubmissionVersion Restore(SubmissionVersion version, Writer by, DateTimeOffset now)
    {
        var before = Keep(isSubmitted: false, now);
        (Title, Answers, AskedMinor) = (version.Title, version.Answers, version.AskedMinor);
        SavedBy(by, now);
        Revision++;
        return before;
    }

    public IReadOnlyList<Guid> FilesOf(string code) => Answers.FilesOf(code);

    /// <summary>Says which documents answer a question.</summary>
    public void ListFiles(string code, IReadOnlyList<Guid> files, Writer by, DateTimeOffset now)
    {
        Answers = Answers.With([KeyValuePair.Create<string, IReadOnlyList<IReadOnlyList<string>>>(code, [.. files.Select(file => (string[])[file.ToString()])])]);
        SavedBy(by, now);
        Revision++;
    }

    /// <summary>Hands in what is written.</summary>
    /// <param name="number">The call's next number; ignored when it has one.</param>
    /// <returns>What is handed in, to be kept.</returns>
    public SubmissionVersion HandIn(int number, DateOnly? answerOn, EligibilityReport eligibility, DateTimeOffset now)
    {
        Number ??= number;
        SubmittedUtc ??= now.UtcDateTime;
        AnswerOn ??= answerOn;
        ReviseBy = null;
        Eligibility = eligibility;
        Revision++;
        return Keep(isSubmitted: true, now);
    }

    /// <summary>Gives it back to be revised until the end of the day.</summary>
    public void AskToRevise(DateOnly by) => ReviseBy = by;

    public void Remind(DateOnly of) => RemindedOf = of;

    public void Judge(EligibilityReport eligibility) => Eligibility = eligibility;

    private void SavedBy(Writer by, DateTimeOffset now) => (SavedById, SavedByName, SavedUtc) = (by.Id, by.Name, now.UtcDateTime);

    private SubmissionVersion Keep(bool isSubmitted, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), Id, isSubmitted, Title, Answers, AskedMinor, SavedById, SavedByName, isSubmitted ? now.UtcDateTime : SavedUtc);
}

/// <summary>Who saves.</summary>
internal sealed record Writer(Guid Id, string Name);

/// <summary>What a submission said at one moment: handed in, or kept while it was written.</summary>
internal sealed class SubmissionVersion
{
    /// <summary>How far apart the copies of one writer are.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromMinutes(10);

    private SubmissionVersion()
    {
    }

    internal SubmissionVersion(Guid id, Guid submissionId, bool isSubmitted, string title, FormAnswers answers, long askedMinor, Guid savedById, string savedByName, DateTime savedUtc) =>
        (Id, SubmissionId, IsSubmitted, Title, Answers, AskedMinor, SavedById, SavedByName, SavedUtc) = (id, submissionId, isSubmitted, title, answers, askedMinor, savedById, savedByName, savedUtc);

    public Guid Id { get; private init; }
    public Guid SubmissionId { get; private init; }
    public bool IsSubmitted { get; private init; }
    public string Title { get; private init; } = string.Empty;
    public FormAnswers Answers { get; private init; } = FormAnswers.Empty;
    public long AskedMinor { get; private init; }
    public Guid? SavedById { get; private init; }

    /// <summary>Empty once the account is erased.</summary>
    public string SavedByName { get; private init; } = string.Empty;
    public DateTime SavedUtc { get; private init; }
}
