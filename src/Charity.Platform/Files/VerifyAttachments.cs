using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Charity.Platform.Data;
using Charity.Platform.Verification;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Platform.Files;

/// <summary>Every stored attachment has its file, of the length and the content its row says.</summary>
internal sealed class VerifyAttachments(CharityDbContext db, IServiceScopeFactory scopes, AttachmentFolder folder) : IVerification
{
    public string Name => "Attachments have their files";

    public async IAsyncEnumerable<Finding> VerifyAsync(ReportProgress progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var files = await db.Set<Attachment>().Where(attachment => attachment.State == AttachmentState.Stored)
            .GroupBy(attachment => attachment.Sha256)
            .Select(group => new { Sha256 = group.Key, Length = group.Max(attachment => attachment.Length) })
            .OrderBy(file => file.Sha256)
            .ToListAsync(cancellationToken);
        var broken = new HashSet<string>(StringComparer.Ordinal);
        for (var done = 0; done < files.Count; done++)
        {
            progress(Name, done, files.Count);
            if (await LookAsync(files[done].Sha256, files[done].Length, cancellationToken) is { } finding && !broken.Contains(finding.Rule) && await IsStillStoredAsync(files[done].Sha256, cancellationToken))
            {
                broken.Add(finding.Rule);
                yield return finding;
            }
        }

        progress(Name, files.Count, files.Count);
    }

    private async Task<Finding?> LookAsync(string sha256, long length, CancellationToken cancellationToken)
    {
        await using var file = folder.Open(sha256);
        if (file is null)
        {
            return new Finding("attachment_has_its_file", sha256, "a file", "none");
        }

        if (file.Length != length)
        {
            return new Finding("attachment_has_its_length", sha256, $"{length} bytes", $"{file.Length} bytes");
        }

        var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        return found == sha256 ? null : new Finding("attachment_has_its_content", sha256, sha256, found);
    }

    /// <summary>The check sees one moment of the database; a file removed since is rightly gone.</summary>
    private async Task<bool> IsStillStoredAsync(string sha256, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CharityDbContext>().Set<Attachment>()
            .AnyAsync(attachment => attachment.Sha256 == sha256 && attachment.State == AttachmentState.Stored, cancellationToken);
    }
}
