using System.Net.Http.Headers;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using Charity.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Platform.Files;

/// <summary>Sites with a small module of the tests' own that has attachments, one per database.</summary>
public sealed class AttachmentSites : IAsyncLifetime
{
    private readonly Dictionary<DatabaseKind, Lazy<Task<CharityApp>>> _sites = Enum.GetValues<DatabaseKind>()
        .ToDictionary(kind => kind, kind => new Lazy<Task<CharityApp>>(() => CharityApp.StartAsync(kind, services: AddTestPages)));

    public Task<CharityApp> OnAsync(DatabaseKind kind) => _sites[kind].Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var site in _sites.Values.Where(site => site.IsValueCreated))
        {
            await (await site.Value).DisposeAsync();
        }
    }

    private static void AddTestPages(IServiceCollection services) => services.Select(service => service.ImplementationInstance).OfType<ApplicationPartManager>().Single()
        .ApplicationParts.Add(new AssemblyPart(typeof(AttachmentSites).Assembly));
}

[CollectionDefinition(nameof(AttachmentSites))]
public sealed class AttachmentCollection : ICollectionFixture<AttachmentSites>;

internal sealed class TestAttachmentsController(IAttachments attachments) : CharityController
{
    public const string Kind = "test-page";

    [HttpGet("/test/attachments/{owner:guid}")]
    public async Task<IActionResult> Index(Guid owner, bool mayChange) => PartialView(
        "Attachments", new AttachmentsModel(await attachments.ListAsync(new AttachmentOwner(Kind, owner), HttpContext.RequestAborted), $"/test/attachments/{owner}", mayChange));

    [HttpPost("/test/attachments/{owner:guid}/{id:guid}/remove")]
    public async Task<IActionResult> Remove(Guid owner, Guid id) =>
        await attachments.RemoveAsync(new AttachmentOwner(Kind, owner), id, HttpContext.RequestAborted) ? Redirect($"/test/attachments/{owner}") : NotFound();

    [HttpPost("/test/attachments/{owner:guid}"), AcceptsAttachments]
    public async Task<IActionResult> Add(Guid owner, IFormFile? file)
    {
        if (file is null)
        {
            return BadRequest();
        }

        await using var content = file.OpenReadStream();
        var stored = await attachments.StoreAsync(new AttachmentUpload(new AttachmentOwner(Kind, owner), "test", file.FileName, content), HttpContext.RequestAborted);
        return stored.Failure is { } failure ? Refuse(failure) : Content(stored.Value.Id.ToString());
    }

    [HttpGet("/test/attachments/{owner:guid}/{id:guid}"), HttpHead("/test/attachments/{owner:guid}/{id:guid}")]
    public async Task<IActionResult> Read(Guid owner, Guid id, bool show) =>
        await attachments.OpenAsync(new AttachmentOwner(Kind, owner), id, HttpContext.RequestAborted) is { } content ? new AttachmentResult(content, show) : NotFound();
}

internal static class AttachmentActs
{
    public static AttachmentOwner NewOwner() => new("test", Guid.NewGuid());

    public static Task<Result<AttachmentInfo>> StoreAsync(this CharityApp app, AttachmentOwner owner, string name, byte[] content, Func<CancellationToken, Task<Failure?>>? whyNot = null) =>
        app.StoreAsync(owner, name, new MemoryStream(content), whyNot);

    public static Task<Result<AttachmentInfo>> StoreAsync(this CharityApp app, AttachmentOwner owner, string name, Stream content, Func<CancellationToken, Task<Failure?>>? whyNot = null) =>
        app.AttachmentsAsync(attachments => attachments.StoreAsync(new AttachmentUpload(owner, "proof", name, content), whyNot, CancellationToken.None));

    public static Task<T> AttachmentsAsync<T>(this CharityApp app, Func<IAttachments, Task<T>> work) => app.InScopeAsync(services => work(services.GetRequiredService<IAttachments>()));

    /// <summary>Text that no other test has stored, so that its file is this test's own.</summary>
    public static byte[] UniqueText() => System.Text.Encoding.UTF8.GetBytes($"这是一个测试 {Guid.NewGuid()}");

    public static string PathOf(this CharityApp app, byte[] content) =>
        app.Site.Services.GetRequiredService<AttachmentFolder>().PathOf(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)));

    public static IReadOnlyList<string> UnfinishedFiles(this CharityApp app)
    {
        var folder = app.Site.Services.GetRequiredService<AttachmentFolder>().Unfinished;
        return Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
    }

    public static MultipartFormDataContent Form(string token, HttpContent file, string fileName)
    {
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { file, "file", fileName } };
    }
}
