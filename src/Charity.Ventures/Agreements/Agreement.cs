using System.Security.Cryptography;
using System.Text;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Agreements;

/// <summary>
/// A text both sides sign. It never changes: another text is another agreement, and takes this one out of force while it is not
/// countersigned, with whatever was signed on it. Its state moves by <see cref="AgreementProcess"/>.
/// </summary>
[Audited]
internal sealed class Agreement : WorkflowInstance
{
    private Agreement()
    {
    }

    public Guid ProjectId { get; private init; }

    /// <summary>1, 2, 3 within the project.</summary>
    public int Number { get; private init; }

    /// <summary>Markdown in Chinese, with the names and addresses of the parties: for the two sides.</summary>
    [NotAudited]
    public string Text { get; private init; } = string.Empty;

    /// <summary>The same without personal data, for everybody.</summary>
    public string PublicText { get; private init; } = string.Empty;

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, lower-case hexadecimal. A signature is for this text and no other.</summary>
    public string Sha256 { get; private init; } = string.Empty;
    public DateTime OfferedUtc { get; private init; }
    [NotAudited]
    public Signature? Organisation { get; private set; }

    [NotAudited]
    public Signature? Bureau { get; private set; }

    public static Agreement Offer(Guid projectId, int number, AgreementTexts texts, DateTimeOffset now)
    {
        var agreement = new Agreement
        {
            Id = Guid.CreateVersion7(now), ProjectId = projectId, Number = number, Text = texts.Text, PublicText = texts.PublicText, Sha256 = HashOf(texts.Text), OfferedUtc = now.UtcDateTime,
        };
        agreement.BeginIn(AgreementProcess.Offered);
        return agreement;
    }

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public void SignForOrganisation(Signature signature) => Organisation = signature;

    public void SignForBureau(Signature signature) => Bureau = signature;
}

/// <summary>Who signed, when, on what text.</summary>
internal sealed record Signature(Guid UserId, string Name, DateTime AtUtc, string Sha256);

/// <param name="Text">For the two sides.</param>
/// <param name="PublicText">For everybody.</param>
internal sealed record AgreementTexts(string Text, string PublicText);

internal sealed class AgreementConfiguration : IEntityTypeConfiguration<Agreement>
{
    public void Configure(EntityTypeBuilder<Agreement> agreement)
    {
        agreement.ToTable("Ventures_Agreements");
        agreement.IsWorkflowInstance();
        agreement.Property(a => a.Text).IsEncrypted();
        agreement.Property(a => a.Sha256).HasMaxLength(64);
        agreement.Property(a => a.Organisation!).IsJson();
        agreement.Property(a => a.Bureau!).IsJson();
        agreement.HasOne<Project>().WithMany().HasForeignKey(a => a.ProjectId).OnDelete(DeleteBehavior.Cascade);
        agreement.HasIndex(a => new { a.ProjectId, a.Number }).IsUnique();
    }
}
