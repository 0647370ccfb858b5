using System.Globalization;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Charity.Tests.Platform.Files.AttachmentActs;

namespace Charity.Tests.Platform.Files;

[Collection(nameof(AttachmentSites))]
public sealed class AttachmentsTests(AttachmentSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Store_AFile_CanBeReadByItsOwner(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var (owner, content) = (NewOwner(), UniqueText());
        var stored = (await app.StoreAsync(owner, @"C:\我的文档\说明.TXT", content)).Value;

        Assert.Equal(("说明.txt", "text/plain; charset=utf-8", content.Length, "proof"), (stored.FileName, stored.ContentType, (int)stored.Length, stored.Purpose));
        Assert.Equal("system:test", stored.UploadedByName);
        var found = (await app.AttachmentsAsync(attachments => attachments.FindAsync(owner, stored.Id, default)))!;
        Assert.Equal(stored with { UploadedUtc = found.UploadedUtc }, found);
        Assert.Equal(stored.UploadedUtc, found.UploadedUtc, TimeSpan.FromMilliseconds(1));
        Assert.Equal([found], await app.AttachmentsAsync(attachments => attachments.ListAsync(owner, default)));
        Assert.Equal(content, await ReadAsync(app, owner, stored.Id));
        Assert.Equal(content, await File.ReadAllBytesAsync(app.PathOf(content)));
        Assert.Matches("/attachments/[0-9a-f]{2}/[0-9a-f]{62}$", app.PathOf(content));
    }

    [Theory, OnEveryDatabase]
    public async Task Find_UnderAnotherOwner_FindsNothing(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var owner = NewOwner();
        var stored = (await app.StoreAsync(owner, "a.txt", UniqueText())).Value;
        foreach (var other in new[] { NewOwner(), owner with { Kind = "another" } })
        {
            Assert.Null(await app.AttachmentsAsync(attachments => attachments.FindAsync(other, stored.Id, default)));
            Assert.Null(await app.AttachmentsAsync(attachments => attachments.OpenAsync(other, stored.Id, default)));
            Assert.False(await app.AttachmentsAsync(attachments => attachments.RemoveAsync(other, stored.Id, default)));
            Assert.Empty(await app.AttachmentsAsync(attachments => attachments.ListAsync(other, default)));
        }

        Assert.NotNull(await app.AttachmentsAsync(attachments => attachments.FindAsync(owner, stored.Id, default)));
    }

    [Theory, OnEveryDatabase]
    public async Task Store_TheSameFileOfTwoOwners_IsOnDiskOnceUntilBothRemoveIt(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var (one, two, content) = (NewOwner(), NewOwner(), UniqueText());
        var first = (await app.StoreAsync(one, "a.txt", content)).Value;
        var written = File.GetLastWriteTimeUtc(app.PathOf(content));
        var second = (await app.StoreAsync(two, "b.txt", content)).Value;
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(written, File.GetLastWriteTimeUtc(app.PathOf(content)));

        Assert.True(await app.AttachmentsAsync(attachments => attachments.RemoveAsync(one, first.Id, default)));
        Assert.False(await app.InScopeAsync(services => DiscardAttachments.DiscardAsync(services, Path.GetFileName(Path.GetDirectoryName(app.PathOf(content))) + Path.GetFileName(app.PathOf(content)), default)));
        Assert.Null(await app.AttachmentsAsync(attachments => attachments.FindAsync(one, first.Id, default)));
        Assert.Equal(content, await ReadAsync(app, two, second.Id));

        Assert.True(await app.AttachmentsAsync(attachments => attachments.RemoveAsync(two, second.Id, default)));
        for (var waited = 0; File.Exists(app.PathOf(content)) && waited < 100; waited++)
        {
            await Task.Delay(100); // for the worker; a removed file goes by itself
        }

        Assert.False(File.Exists(app.PathOf(content)));
        Assert.False(await app.AttachmentsAsync(attachments => attachments.RemoveAsync(two, second.Id, default)));
    }

    [Theory, OnEveryDatabase]
    public async Task Store_OneFileManyTimesAtOnce_IsOneAttachment(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var (owner, content) = (NewOwner(), UniqueText());
        var stored = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.StoreAsync(owner, "a.txt", content)));

        Assert.Single(stored.Select(result => result.Value.Id).Distinct());
        Assert.Single(await app.AttachmentsAsync(attachments => attachments.ListAsync(owner, default)));
        Assert.Empty(app.UnfinishedFiles());
    }

    [Theory, OnEveryDatabase]
    public async Task StoreAndRemove_OneFileAtOnce_NeverLosesTheFileOfARow(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var content = UniqueText();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(async number =>
        {
            var owner = NewOwner();
            var stored = (await app.StoreAsync(owner, "a.txt", content)).Value;
            if (number % 2 == 0)
            {
                await app.AttachmentsAsync(attachments => attachments.RemoveAsync(owner, stored.Id, default));
            }
            else
            {
                Assert.Equal(content, await ReadAsync(app, owner, stored.Id));
            }
        }));

        Assert.True(File.Exists(app.PathOf(content)));
    }

    [Theory, OnEveryDatabase]
    public async Task Store_WhatMayNotBe_LeavesNothingBehind(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var owner = NewOwner();
        byte[] bad = [.. SampleFiles.Executable, .. UniqueText()];
        Assert.Equal("attachment_program", (await app.StoreAsync(owner, "a.pdf", bad)).Failure?.Code);
        Assert.Equal("attachment_empty", (await app.StoreAsync(owner, "a.pdf", [])).Failure?.Code);

        Assert.False(File.Exists(app.PathOf(bad)));
        Assert.Empty(app.UnfinishedFiles());
        Assert.Empty(await app.AttachmentsAsync(attachments => attachments.ListAsync(owner, default)));
    }

    [Theory, OnEveryDatabase]
    public async Task Store_WhenTheOwnerRefuses_StoresNothing(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var (owner, content) = (NewOwner(), UniqueText());
        var stored = await app.StoreAsync(owner, "a.txt", content, _ => Task.FromResult<Failure?>(Failure.Conflict("submitted_meanwhile", "Submitted meanwhile.")));

        Assert.Equal("submitted_meanwhile", stored.Failure?.Code);
        Assert.Empty(await app.AttachmentsAsync(attachments => attachments.ListAsync(owner, default)));
        Assert.False(File.Exists(app.PathOf(content)));
        Assert.Empty(app.UnfinishedFiles());
    }

    [Theory, OnEveryDatabase]
    public async Task Store_WithinATransaction_IsAMistakeOfTheModule(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);

        await Assert.ThrowsAsync<InvalidOperationException>(() => app.InScopeAsync(services => services.GetRequiredService<UnitOfWork>().ExecuteAsync(
            token => services.GetRequiredService<IAttachments>().StoreAsync(new AttachmentUpload(NewOwner(), "proof", "a.txt", Stream.Null), token), CancellationToken.None)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Store_TwoGigabytes_ReadsNoMoreThanTheLimit(bool tellsItsLength)
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        using var content = new EndlessStream(2L * 1024 * 1024 * 1024, tellsItsLength);
        var refusal = (await app.StoreAsync(NewOwner(), "a.pdf", content)).Failure;

        Assert.Equal("attachment_too_large", refusal?.Code);
        Assert.Equal("The file is larger than 20 MB.", string.Format(CultureInfo.InvariantCulture, refusal!.Message, refusal.Arguments)[..30]);
        Assert.InRange(content.BytesRead, 0, tellsItsLength ? 0 : 21 * 1024 * 1024);
        Assert.Empty(app.UnfinishedFiles());
    }

    [Theory, OnEveryDatabase]
    public async Task Store_MoreThanTheOwnerMay_IsRefused(DatabaseKind database)
    {
        await using var app = await CharityApp.OpenAsync(database);
        await app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<ISettingsStore>().SetAsync(new AttachmentSettings { LargestFileMegabytes = 1, MostFiles = 3, MostMegabytes = 1 }, default);
            return true;
        });
        var owner = NewOwner();
        Assert.True((await app.StoreAsync(owner, "1.png", [.. SampleFiles.Png, .. new byte[600_000]])).Succeeded);
        Assert.Equal("attachments_too_large", (await app.StoreAsync(owner, "2.png", [.. SampleFiles.Png, .. new byte[600_001]])).Failure?.Code);
        Assert.Equal("attachment_too_large", (await app.StoreAsync(owner, "3.png", [.. SampleFiles.Png, .. new byte[1_200_000]])).Failure?.Code);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(number => app.StoreAsync(owner, $"small {number}.txt", UniqueText())));
        Assert.Equal(3, (await app.AttachmentsAsync(attachments => attachments.ListAsync(owner, default))).Count);
        Assert.Equal("attachment_too_many", (await app.StoreAsync(owner, "4.txt", UniqueText())).Failure?.Code);

        Assert.True((await app.StoreAsync(NewOwner(), "4.txt", UniqueText())).Succeeded);
    }

    [Theory, OnEveryDatabase]
    public async Task Remove_InATransactionThatFails_KeepsTheFile(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var (owner, content) = (NewOwner(), UniqueText());
        var stored = (await app.StoreAsync(owner, "a.txt", content)).Value;
        await app.InScopeAsync(services => services.GetRequiredService<UnitOfWork>().ExecuteAsync(
            token => services.GetRequiredService<IAttachments>().RemoveAsync(owner, stored.Id, token), _ => false, CancellationToken.None));

        Assert.Equal(content, await ReadAsync(app, owner, stored.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task Remove_AFile_StaysInTheAuditTrail(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var owner = NewOwner();
        var stored = (await app.StoreAsync(owner, "a.txt", UniqueText())).Value;
        await app.AttachmentsAsync(attachments => attachments.RemoveAsync(owner, stored.Id, default));

        var actions = await app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Charity.Platform.Audit.AuditEntry>()
            .Where(entry => entry.SubjectId == stored.Id.ToString()).OrderBy(entry => entry.Id).ToListAsync());
        Assert.Equal(["Attachment.Added", "Attachment.Changed"], actions.Select(entry => entry.Action));
        Assert.Contains("\"Sha256\"", actions[0].After, StringComparison.Ordinal);
        Assert.All(actions, entry => Assert.DoesNotMatch("a\\.txt|Name\"", entry.Before + entry.After));
    }

    private static Task<byte[]> ReadAsync(CharityApp app, AttachmentOwner owner, Guid id) => app.AttachmentsAsync(async attachments =>
    {
        await using var content = (await attachments.OpenAsync(owner, id, default))!;
        var bytes = new MemoryStream();
        await content.Stream.CopyToAsync(bytes);
        return bytes.ToArray();
    });
}
