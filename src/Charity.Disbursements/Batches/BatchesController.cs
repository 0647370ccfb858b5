using Charity.Platform.Files;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Disbursements.Batches;

/// <summary>Where cashiers pay: what waits, the batches, the bank's file and its answer.</summary>
[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class BatchesController : CharityController
{
    [HttpGet("/manage/batches")]
    public Task<IActionResult> Index(Guid? after) => ShowAsync(new ListBatches(after));

    [HttpPost("/manage/batches")]
    public Task<IActionResult> Collect([FromForm] CollectBatch form) => SaveAsync(
        form, "The batch was collected. A second person confirms it.", batch => $"/manage/batches/{batch}", () => ShowAsync(new ListBatches(null), nameof(Index)));

    [HttpGet("/manage/batches/{id:guid}")]
    public Task<IActionResult> Show(Guid id, LineAnswer? answer, int after) => ShowAsync(new ShowBatch(id, answer, after));

    [HttpPost("/manage/batches/{id:guid}/moves")]
    public Task<IActionResult> Move(Guid id, [FromForm] string? trigger, [FromForm] int version, [FromForm] string? sha256) =>
        SaveAsync(new MoveBatch(id, trigger, version, sha256), "Saved.", $"/manage/batches/{id}", () => ShowAsync(new ShowBatch(id), nameof(Show)));

    [HttpPost("/manage/batches/{id:guid}/file")]
    public async Task<IActionResult> Download(Guid id)
    {
        var file = await SendAsync(new DownloadBatch(id));
        return file.Failure is { } failure ? Refuse(failure) : File(file.Value.Bytes, file.Value.ContentType, file.Value.Name);
    }

    [HttpGet("/manage/batches/{id:guid}/papers/{fileId:guid}")]
    public Task<IActionResult> Paper(Guid id, Guid fileId) => FileAsync(new OpenBatchPaper(id, fileId));

    [HttpPost("/manage/batches/{id:guid}/refusal"), AcceptsAttachments]
    public async Task<IActionResult> ReportRefused(Guid id, [FromForm] int version, [FromForm] string? reason, IFormFile? evidence)
    {
        await using var content = evidence?.OpenReadStream();
        return await SaveAsync(
            new ReportRefusedFile(id, version, reason, evidence?.FileName ?? string.Empty, content), "A second person looks at the bank's message and confirms it.", _ => $"/manage/batches/{id}",
            () => ShowAsync(new ShowBatch(id), nameof(Show)));
    }

    [HttpPost("/manage/batches/{id:guid}/refusal/confirmation")]
    public Task<IActionResult> ConfirmRefused(Guid id, [FromForm] int version) => SaveAsync(
        new ConfirmRefusedFile(id, version), "The transfers of this batch can be collected again.", _ => $"/manage/batches/{id}", () => ShowAsync(new ShowBatch(id), nameof(Show)));

    [HttpPost("/manage/batches/{id:guid}/answers"), AcceptsAttachments]
    public async Task<IActionResult> Answer(Guid id, IFormFile? file)
    {
        await using var content = file?.OpenReadStream();
        return await SaveAsync(
            new TakeInAnswer(id, file?.FileName ?? string.Empty, content), "The bank's answer was taken in.", _ => $"/manage/batches/{id}", () => ShowAsync(new ShowBatch(id), nameof(Show)));
    }
}
