using System.Security.Cryptography;
using Charity.Platform.Audit;
using Charity.Platform.Files;
using Charity.Platform.Workflow;

namespace Charity.Ventures.Notices;

/// <summary>
/// What somebody has against a project on public notice (异议), raised under one's name or under protection. Until it is answered it holds this
/// project and no other. Its state moves by <see cref="ObjectionProcess"/>.
/// </summary>
[Audited]
internal sealed class Objection : WorkflowInstance
{
    public const int TextLength = 4_000;
    public const int AnswerLength = 2_000;
    public const int NameLength = 50;
    public const int ContactLength = 100;

    /// <summary>No 0, 1, i, l, o: the code is read out and typed.</summary>
    private const string CodeLetters = "23456789abcdefghjkmnpqrstuvwxyz";
    private const int CodeLength = 16;

    private Objection()
    {
    }

    public Guid NoticeId { get; private init; }
    public Guid SubmissionId { get; private init; }

    /// <summary>The keyed fingerprint of the receipt code, in hexadecimal; the code itself is known to whoever objected alone.</summary>
    public string CodeFingerprint { get; private init; } = string.Empty;

    /// <summary>Nobody but those who handle objections may know who it was.</summary>
    public bool IsProtected { get; private init; }

    /// <summary>Encrypted at rest; null when somebody under protection gave none.</summary>
    [NotAudited]
    public string? Name { get; private set; }

    /// <summary>Telephone or address; encrypted at rest.</summary>
    [NotAudited]
    public string? Contact { get; private set; }
    public string Text { get; private init; } = string.Empty;
    public DateTime RaisedUtc { get; private init; }

    /// <summary>The day by which it is to be answered.</summary>
    public DateOnly AnswerBy { get; private init; }
    public Guid? ExaminedById { get; private set; }

    /// <summary>Published, so without anybody's name.</summary>
    public string? Answer { get; private set; }
    public DateTime? AnsweredUtc { get; private set; }

    public bool IsOpen => State is ObjectionProcess.Received or ObjectionProcess.Examining;

    public AttachmentOwner Files => new("objection", Id);

    public static Objection Raise(AwardNotice notice, Guid submissionId, string codeFingerprint, bool isProtected, string? name, string? contact, string text, DateOnly answerBy, DateTimeOffset now)
    {
        var objection = new Objection
        {
            Id = Guid.CreateVersion7(now), NoticeId = notice.Id, SubmissionId = submissionId, CodeFingerprint = codeFingerprint, IsProtected = isProtected, Name = name, Contact = contact,
            Text = text, RaisedUtc = now.UtcDateTime, AnswerBy = answerBy,
        };
        objection.BeginIn(ObjectionProcess.Received);
        return objection;
    }

    /// <summary>About 79 bits: nobody guesses one.</summary>
    public static string NewCode() => RandomNumberGenerator.GetString(CodeLetters, CodeLength);

    public void ExaminedBy(Guid? userId) => ExaminedById = userId;

    public void Reply(string answer, DateTime nowUtc) => (Answer, AnsweredUtc) = (answer, nowUtc);
}

/// <summary>Settings of objections.</summary>
internal sealed record ObjectionSettings
{
    /// <summary>Working days until the answer.</summary>
    public int AnswerWorkingDays { get; init; } = 10;
}
