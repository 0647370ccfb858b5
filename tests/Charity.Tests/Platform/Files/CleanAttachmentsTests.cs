using Charity.Platform.Files;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using static Charity.Tests.Platform.Files.AttachmentActs;

namespace Charity.Tests.Platform.Files;

public sealed class CleanAttachmentsTests
{
    [Theory, OnEveryDatabase]
    public async Task Clean_AfterCrashes_DeletesOnlyWhatNoRowUses(DatabaseKind database)
    {
        await using var app = await CharityApp.OpenAsync(database);
        var (kept, removed, orphan) = (UniqueText(), UniqueText(), UniqueText());
        await app.StoreAsync(NewOwner(), "kept.txt", kept);
        var owner = NewOwner();
        var gone = (await app.StoreAsync(owner, "removed.txt", removed)).Value;
        await app.AttachmentsAsync(attachments => attachments.RemoveAsync(owner, gone.Id, default));
        Write(app.PathOf(orphan), orphan);
        var folder = app.Site.Services.GetRequiredService<AttachmentFolder>();
        var (stale, fresh) = (Path.Combine(folder.Unfinished, "stale"), Path.Combine(folder.Unfinished, "fresh"));
        Write(stale, orphan);
        Write(fresh, orphan);
        File.SetLastWriteTimeUtc(stale, DateTime.UtcNow.AddHours(-2));
        Assert.True(File.Exists(app.PathOf(removed))); // no worker runs here, as after a crash

        await CleanAsync(app);

        Assert.Equal([true, false, false, false, true], new[] { app.PathOf(kept), app.PathOf(removed), app.PathOf(orphan), stale, fresh }.Select(File.Exists));
    }

    [Theory, OnEveryDatabase]
    public async Task Clean_BeforeAnythingWasStored_DoesNothing(DatabaseKind database)
    {
        await using var app = await CharityApp.OpenAsync(database);

        await CleanAsync(app);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_AllFilesInPlace_FindsNothing(DatabaseKind database)
    {
        await using var app = await CharityApp.OpenAsync(database);
        await app.StoreAsync(NewOwner(), "a.txt", UniqueText());

        Assert.Empty(await VerifyAsync(app));
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_FilesLostCutOrChanged_NamesEach(DatabaseKind database)
    {
        await using var app = await CharityApp.OpenAsync(database);
        var (lost, cut, changed) = (UniqueText(), UniqueText(), UniqueText());
        foreach (var content in new[] { lost, cut, changed })
        {
            await app.StoreAsync(NewOwner(), "a.txt", content);
        }

        File.Delete(app.PathOf(lost));
        await File.WriteAllBytesAsync(app.PathOf(cut), cut[..^1]);
        await File.WriteAllBytesAsync(app.PathOf(changed), [.. changed[..^1], 0]);

        Assert.Equal(["attachment_has_its_content", "attachment_has_its_file", "attachment_has_its_length"], (await VerifyAsync(app)).Order(StringComparer.Ordinal));
        Assert.Equal(1, (await app.RunAsync("verify")).ExitCode);
    }

    [Theory, OnEveryDatabase]
    public async Task Store_OverAFileThatWasCut_MendsIt(DatabaseKind database)
    {
        await using var app = await CharityApp.OpenAsync(database);
        var content = UniqueText();
        await app.StoreAsync(NewOwner(), "a.txt", content);
        await File.WriteAllBytesAsync(app.PathOf(content), content[..^1]);
        await app.StoreAsync(NewOwner(), "b.txt", content);

        Assert.Empty(await VerifyAsync(app));
    }

    private static async Task CleanAsync(CharityApp app) =>
        await new CleanAttachments(app.Site.Services.GetRequiredService<IServiceScopeFactory>(), app.Site.Services.GetRequiredService<AttachmentFolder>(), TimeProvider.System).Execute(null!);

    private static Task<List<string>> VerifyAsync(CharityApp app) => app.InScopeAsync(async services =>
    {
        var rules = new List<string>();
        await foreach (var finding in services.GetServices<Charity.Platform.Verification.IVerification>().OfType<VerifyAttachments>().Single().VerifyAsync((_, _, _) => { }, default))
        {
            rules.Add(finding.Rule);
        }

        return rules;
    });

    private static void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
