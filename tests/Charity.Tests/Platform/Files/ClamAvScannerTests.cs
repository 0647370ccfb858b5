using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using static Charity.Tests.Platform.Files.AttachmentActs;

namespace Charity.Tests.Platform.Files;

public sealed class ClamAvScannerTests
{
    private const string Virus = "这里有病毒";

    [Theory, OnEveryDatabase]
    public async Task Store_WithAScanner_KeepsOnlyWhatIsClean(DatabaseKind database)
    {
        using var clamd = new FakeClamd(content => content.Contains(Virus, StringComparison.Ordinal) ? "stream: Eicar-Test-Signature FOUND" : "stream: OK");
        await using var app = await CharityApp.OpenAsync(database, null, (ClamAvAddress.Key, clamd.Address));
        var owner = NewOwner();
        var (good, bad) = (UniqueText(), Encoding.UTF8.GetBytes(Virus));
        Assert.True((await app.StoreAsync(owner, "good.txt", good)).Succeeded);
        var refusal = (await app.StoreAsync(owner, "bad.txt", bad)).Failure!;

        Assert.Equal(("attachment_infected", "Eicar-Test-Signature"), (refusal.Code, refusal.Arguments[0]));
        Assert.False(File.Exists(app.PathOf(bad)));
        Assert.Empty(app.UnfinishedFiles());
        Assert.Single(await app.AttachmentsAsync(attachments => attachments.ListAsync(owner, default)));
        var states = await app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Attachment>().OrderBy(attachment => attachment.Id).Select(attachment => attachment.State).ToListAsync());
        Assert.Equal([AttachmentState.Stored, AttachmentState.Infected], states);
        Assert.Equal(Encoding.UTF8.GetString(good), clamd.Received.First());
    }

    [Theory, OnEveryDatabase]
    public async Task Store_InfectedFilesAgainAndAgain_FillTheOwnersPlaceForADay(DatabaseKind database)
    {
        using var clamd = new FakeClamd(content => content.Contains(Virus, StringComparison.Ordinal) ? "stream: Eicar-Test-Signature FOUND" : "stream: OK");
        await using var app = await CharityApp.OpenAsync(database, null, (ClamAvAddress.Key, clamd.Address));
        await app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<ISettingsStore>().SetAsync(new AttachmentSettings { MostFiles = 2 }, default);
            return true;
        });
        var owner = NewOwner();
        foreach (var name in new[] { "1.txt", "2.txt" })
        {
            Assert.Equal("attachment_infected", (await app.StoreAsync(owner, name, Encoding.UTF8.GetBytes(Virus + name))).Failure?.Code);
        }

        Assert.Equal("attachment_infected_often", (await app.StoreAsync(owner, "3.txt", UniqueText())).Failure?.Code);
        Assert.True((await app.StoreAsync(NewOwner(), "3.txt", UniqueText())).Succeeded);
        var yesterday = DateTime.UtcNow.AddHours(-25);
        await app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Attachment>()
            .Where(attachment => attachment.State == AttachmentState.Infected).ExecuteUpdateAsync(attachment => attachment.SetProperty(a => a.UploadedUtc, yesterday)));
        Assert.True((await app.StoreAsync(owner, "3.txt", UniqueText())).Succeeded);
    }

    [Theory, OnEveryDatabase]
    public async Task Store_WhileTheScannerIsAway_IsRefused(DatabaseKind database)
    {
        string address;
        using (var clamd = new FakeClamd(_ => ""))
        {
            address = clamd.Address;
        }

        await using var app = await CharityApp.OpenAsync(database, null, (ClamAvAddress.Key, address));
        var content = UniqueText();
        var refusal = (await app.StoreAsync(NewOwner(), "a.txt", content)).Failure!;

        Assert.Equal(("attachment_unchecked", Charity.Platform.Requests.FailureKind.Unavailable), (refusal.Code, refusal.Kind));
        Assert.False(File.Exists(app.PathOf(content)));
        Assert.Empty(app.UnfinishedFiles());
    }

    [Theory]
    [InlineData("stream: OK", ScanState.Clean)]
    [InlineData("stream: Win.Test.EICAR_HDB-1 FOUND", ScanState.Infected)]
    [InlineData("INSTREAM size limit exceeded. ERROR", ScanState.Unknown)]
    [InlineData("stream: OK FOUND but not really", ScanState.Unknown)]
    [InlineData("", ScanState.Unknown)]
    public async Task Scan_WhateverClamdSays_IsCleanOnlyWhenItSaysSo(string answer, ScanState state)
    {
        using var clamd = new FakeClamd(_ => answer);

        Assert.Equal(state, (await Scanner(clamd).ScanAsync(new MemoryStream(new byte[300_000]), default)).State);
        Assert.Equal(300_000, Assert.Single(clamd.Received).Length);
    }

    [Fact]
    public async Task Scan_WhenClamdKeepsSilent_GivesUp()
    {
        using var clamd = new FakeClamd(_ => null);
        var scanner = new ClamAvScanner(ClamAvAddress.Parse(clamd.Address), TimeProvider.System, NullLogger<ClamAvScanner>.Instance) { Patience = TimeSpan.FromMilliseconds(300) };

        Assert.Equal(ScanState.Unknown, (await scanner.ScanAsync(new MemoryStream([1]), default)).State);
    }

    [Theory]
    [InlineData("clamd")]
    [InlineData("clamd:no")]
    [InlineData("clamd:3310/path")]
    [InlineData(":3310")]
    public void Parse_NoHostAndPort_NamesTheSetting(string text) => Assert.Contains(ClamAvAddress.Key, Assert.Throws<SettingsException>(() => ClamAvAddress.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("clamd:3310", "clamd", 3310)]
    [InlineData(" 127.0.0.1:80 ", "127.0.0.1", 80)]
    [InlineData("[::1]:3310", "::1", 3310)]
    public void Parse_HostAndPort_IsUnderstood(string text, string host, int port) => Assert.Equal(new ClamAvAddress(host, port), ClamAvAddress.Parse(text));

    private static ClamAvScanner Scanner(FakeClamd clamd) => new(ClamAvAddress.Parse(clamd.Address), TimeProvider.System, NullLogger<ClamAvScanner>.Instance);

    /// <summary>Understands INSTREAM and answers what it is told; null for silence.</summary>
    private sealed class FakeClamd : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Func<string, string?> _answer;
        private readonly CancellationTokenSource _end = new();

        public FakeClamd(Func<string, string?> answer)
        {
            _answer = answer;
            _listener.Start();
            _ = ServeAsync();
        }

        public string Address => _listener.LocalEndpoint.ToString()!;

        public System.Collections.Concurrent.ConcurrentQueue<string> Received { get; } = new();

        public void Dispose()
        {
            _end.Cancel();
            _listener.Dispose();
            _end.Dispose();
        }

        private async Task ServeAsync()
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                var wire = client.GetStream();
                var command = new byte[10];
                await wire.ReadExactlyAsync(command, _end.Token);
                Assert.Equal("zINSTREAM\0", Encoding.ASCII.GetString(command));
                var content = new MemoryStream();
                for (var length = new byte[4]; ;)
                {
                    await wire.ReadExactlyAsync(length, _end.Token);
                    if (BinaryPrimitives.ReadInt32BigEndian(length) is not (> 0 and var chunk))
                    {
                        break;
                    }

                    var bytes = new byte[chunk];
                    await wire.ReadExactlyAsync(bytes, _end.Token);
                    content.Write(bytes);
                }

                Received.Enqueue(Encoding.UTF8.GetString(content.ToArray()));
                if (_answer(Received.Last()) is { } answer)
                {
                    await wire.WriteAsync(Encoding.ASCII.GetBytes(answer + "\0"), _end.Token);
                }
                else
                {
                    await Task.Delay(Timeout.Infinite, _end.Token);
                }
            }
        }
    }
}
