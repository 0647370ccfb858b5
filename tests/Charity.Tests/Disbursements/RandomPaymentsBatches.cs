using System.Globalization;
using System.Text;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Requests;
using Charity.Platform.Text;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>What is done at the bank.</summary>
internal sealed partial class RandomPayments
{
    private async Task CollectAsync()
    {
        var free = (await _site.InScopeAsync(services => services.GetRequiredService<PaymentLines>().Collectable().Select(line => line.RequestId).Distinct().ToListAsync())).ToHashSet();
        var open = (await ReadAsync(MineAsync)).FindAll(request => _random.Next(3) > 0 && (free.Contains(request.Id) || (request.State == PaymentProcess.Paying && _random.Next(10) == 0)));
        Note($"collect {string.Join(' ', open.Select(request => request.Code))}", (await AsAsync(
            Any(_cashiers), ["Finance"], new CollectBatch { Payments = open.ConvertAll(request => request.Id), Layout = _random.Next(4) == 0 ? "pain001" : "batch-csv" })).Failure);
    }

    private async Task MoveBatchAsync()
    {
        if (await AnyBatchAsync(BatchProcess.Made, BatchProcess.Confirmed, _random.Next(10) == 0 ? BatchProcess.Sent : BatchProcess.Made) is { } batch)
        {
            var trigger = _random.Next(8) == 0 ? BatchProcess.Dissolve : batch.State == BatchProcess.Made ? BatchProcess.Confirm : BatchProcess.Send;
            Note($"{trigger} {batch.Code}", (await AsAsync(Any(_cashiers), ["Finance"], new MoveBatch(batch.Id, trigger, batch.Version, batch.FileSha256))).Failure);
        }
    }

    /// <summary>Some of the lines, some of them twice, in any order and with any outcome.</summary>
    private async Task AnswerAsync()
    {
        if (await AnyBatchAsync(BatchProcess.Sent, _random.Next(3) == 0 ? BatchProcess.Answered : BatchProcess.Sent) is not { } batch)
        {
            return;
        }

        var transfers = (await _site.ReadTransfersAsync(batch.Id)).Where(_ => _random.Next(5) > 0).OrderBy(_ => _random.Next()).ToList();
        var rows = new StringBuilder("业务参考号,金额,处理结果,失败原因,银行流水号,记账日期");
        foreach (var (sent, _) in transfers)
        {
            var row = string.Create(CultureInfo.InvariantCulture, $"\r\n{sent.EndToEndId},{Money.ToMajor(sent.AmountMinor, Money.Yuan)},{Any(Outcomes)},原因,,2026-11-{_random.Next(20, 24)}");
            rows.Append(row).Append(_random.Next(6) == 0 ? row : string.Empty);
        }

        _answers.Add((batch.Id, rows.ToString()));
        await SendAsync(batch.Id, rows.ToString(), $"answer {batch.Code}");
    }

    private async Task AnswerAgainAsync()
    {
        if (_answers.Count > 0)
        {
            var (batch, answer) = Any(_answers);
            await SendAsync(batch, answer, "answer again");
        }
    }

    private async Task SendAsync(Guid batch, string answer, string what)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(answer));
        var taken = await AsAsync(Any(_cashiers), ["Finance"], new TakeInAnswer(batch, "结果.csv", file));
        Note(taken.Failure is null ? $"{what}: {taken.Value}" : what, taken.Failure);
    }

    private async Task RefuseFileAsync()
    {
        if (await AnyBatchAsync(BatchProcess.Sent) is not { } batch)
        {
            return;
        }

        if (batch.RefusedById is null)
        {
            using var message = new MemoryStream(Uploads.Pdf);
            Note($"report {batch.Code}", (await AsAsync(Any(_cashiers), ["Finance"], new ReportRefusedFile(batch.Id, batch.Version, "格式不符", "通知.pdf", message))).Failure);
            return;
        }

        Note($"confirm that {batch.Code} was refused", (await AsAsync(Any(_cashiers), ["Finance"], new ConfirmRefusedFile(batch.Id, batch.Version))).Failure);
    }
}
