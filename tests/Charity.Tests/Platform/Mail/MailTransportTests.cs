using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Mail;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Platform.Mail;

/// <summary>What leaves the site, byte by byte: nothing that somebody typed becomes a header or a second recipient.</summary>
public sealed partial class MailTransportTests : IAsyncLifetime
{
    private readonly string _directory = PreparedSites.TemporaryDirectory();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Send_ByFolder_WritesAMailThatSaysWhatWasMeant()
    {
        var mail = Mail("giver@people.example", "收据 2026-000001", "谢谢。\n.\nBcc: no@people.example");

        await Folder().SendAsync(mail, CancellationToken.None);
        await Folder().SendAsync(mail, CancellationToken.None);

        var file = Assert.Single(Directory.GetFiles(Path.Combine(_directory, "mail")));
        var (headers, body) = Parts(await File.ReadAllTextAsync(file));
        Assert.Equal(["Message-ID", "Date", "From", "To", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"], headers.Select(header => header.Split(':')[0]));
        Assert.Contains("To: giver@people.example", headers);
        Assert.Contains($"Subject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes("收据 2026-000001"))}?=", headers);
        Assert.Equal("谢谢。\r\n.\r\nBcc: no@people.example", body);
    }

    [Fact]
    public async Task Send_BySmtp_NamesOneRecipientAndKeepsEverythingInItsPlace()
    {
        await using var server = new MailServer();
        var mail = Mail("giver@people.example", "Receipt 7", "Hello.\n.\nBcc: no@people.example");

        await Smtp(server).SendAsync(mail, CancellationToken.None);

        Assert.Equal(["<giver@people.example>"], server.Recipients);
        var (headers, body) = Parts(server.Message);
        Assert.Contains("To: giver@people.example", headers);
        Assert.Contains($"Message-ID: <{mail.Id:N}@charity.example>", headers, StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain(headers, header => header.StartsWith("bcc", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Bcc: no@people.example", Encoding.UTF8.GetString(Convert.FromBase64String(body.Trim())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("giver@people.example\r\nBcc: other@people.example")]
    [InlineData("giver@people.example\nBcc: other@people.example")]
    [InlineData("giver@people.example\r\n Bcc: other@people.example")]
    [InlineData("giver@people.example, other@people.example")]
    [InlineData("giver@people.example;other@people.example")]
    [InlineData("giver@people.example other@people.example")]
    [InlineData("Somebody <giver@people.example>")]
    [InlineData("<giver@people.example>")]
    [InlineData("giver@people.example (a comment)")]
    [InlineData("giver")]
    [InlineData("")]
    public async Task Send_ToSomethingThatIsNotOneAddress_IsRefused(string to)
    {
        await using var server = new MailServer();

        await Assert.ThrowsAsync<FormatException>(() => Folder().SendAsync(Mail(to, "Subject", "Text"), CancellationToken.None));
        await Assert.ThrowsAsync<FormatException>(() => Smtp(server).SendAsync(Mail(to, "Subject", "Text"), CancellationToken.None));

        Assert.False(Directory.Exists(Path.Combine(_directory, "mail")) && Directory.GetFiles(Path.Combine(_directory, "mail"), "*.eml").Length > 0);
        Assert.Empty(server.Recipients);
    }

    [Theory, OnEveryDatabase]
    public async Task Subject_WithLineBreaksOrTooLong_IsOneLineThatFits(DatabaseKind database)
    {
        await using var site = await CharityApp.OpenAsync(database);
        var subjects = new[] { "Gift\r\nBcc: other@people.example", "Gift\u2028\u0085\u0000here", new string('谢', 299) + "🎁" };

        await site.InScopeAsync(services => services.GetRequiredService<UnitOfWork>().ExecuteAsync(
            _ =>
            {
                foreach (var (number, subject) in subjects.Index())
                {
                    services.GetRequiredService<IMailOutbox>().Add(new MailDraft($"subject {number}", "giver@people.example", subject, "Text"));
                }

                return Task.FromResult(true);
            },
            CancellationToken.None));

        var kept = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OutgoingMail>().OrderBy(mail => mail.Key).ToListAsync());
        Assert.Equal(["Gift Bcc: other@people.example", "Gift here", new string('谢', 299)], kept.Select(mail => mail.Subject));
        await using var server = new MailServer();
        await Smtp(server).SendAsync(kept[0], CancellationToken.None);
        Assert.DoesNotContain(Parts(server.Message).Headers, header => header.StartsWith("bcc", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Send_WhenTheServerRefusesTheRecipient_Throws()
    {
        await using var server = new MailServer { Refuses = true };

        await Assert.ThrowsAnyAsync<SmtpException>(() => Smtp(server).SendAsync(Mail("giver@people.example", "Subject", "Text"), CancellationToken.None));
    }

    private static OutgoingMail Mail(string to, string subject, string text) => new()
    {
        Id = Guid.CreateVersion7(), Key = "test", To = to, Subject = subject, Text = text, CreatedUtc = new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc),
    };

    private FolderTransport Folder() => new(new DataDirectory(_directory), new ConfigurationBuilder().Build());

    private static SmtpTransport Smtp(MailServer server) => new(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Smtp:Host"] = "127.0.0.1",
        ["Smtp:Port"] = server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Smtp:From"] = "no-reply@charity.example",
        ["Smtp:Tls"] = "false",
    }).Build());

    private static (List<string> Headers, string Body) Parts(string message)
    {
        var end = message.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return ([.. Folded().Replace(message[..end], " ").Split("\r\n")], message[(end + 4)..]);
    }

    [GeneratedRegex("\r\n[ \t]+")]
    private static partial Regex Folded();

    /// <summary>Takes one mail by SMTP (RFC 5321) and remembers it.</summary>
    private sealed class MailServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _serving;

        public MailServer()
        {
            _listener.Start();
            _serving = ServeAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public bool Refuses { get; init; }

        public List<string> Recipients { get; } = [];

        public string Message { get; private set; } = string.Empty;

        public async ValueTask DisposeAsync()
        {
            _listener.Dispose();
            await _serving;
        }

        private async Task ServeAsync()
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
                await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
                await writer.WriteLineAsync("220 ready");
                while (await reader.ReadLineAsync() is { } line)
                {
                    await writer.WriteLineAsync(await AnswerAsync(line, reader, writer));
                }
            }
            catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException)
            {
                // Nobody called, or the caller has gone.
            }
        }

        private async Task<string> AnswerAsync(string line, StreamReader reader, StreamWriter writer)
        {
            if (line.StartsWith("RCPT TO:", StringComparison.Ordinal))
            {
                Recipients.Add(line["RCPT TO:".Length..]);
                return Refuses ? "550 no such person" : "250 ok";
            }

            if (line != "DATA")
            {
                return line == "QUIT" ? "221 bye" : "250 ok";
            }

            await writer.WriteLineAsync("354 go on");
            var message = new StringBuilder();
            while (await reader.ReadLineAsync() is { } data && data != ".")
            {
                message.Append(data).Append("\r\n");
            }

            Message = message.ToString();
            return "250 ok";
        }
    }
}
