using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text;
using Charity.Platform.Files;
using Charity.Platform.Security;
using Charity.Platform.Web;
using Microsoft.Extensions.Configuration;

namespace Charity.Platform.Mail;

/// <summary>Carries one mail away. Throws when it could not.</summary>
internal interface IMailTransport
{
    Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken);
}

internal static class Recipient
{
    /// <summary>The one address a mail goes to. Two of them, a name before it or a line break is refused: who typed it meant to write to others.</summary>
    /// <exception cref="FormatException">The text is not exactly one address.</exception>
    public static MailAddress Of(OutgoingMail mail) =>
        MailAddress.TryCreate(mail.To, out var address) && address.Address == mail.To ? address : throw new FormatException("The recipient is not one e-mail address.");
}

/// <summary>Writes mail to <c>DataDirectory/mail</c>, one file per mail named by its id: writing it twice leaves one.</summary>
internal sealed class FolderTransport(DataDirectory directory, IConfiguration configuration) : IMailTransport
{
    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(directory.PathOf("mail")).FullName;
        var path = Path.Combine(folder, $"{mail.Id:N}.eml");
        var content = new StringBuilder()
            .Append("Message-ID: <").Append(mail.Id.ToString("N")).Append("@charity>\r\n")
            .Append("Date: ").Append(mail.CreatedUtc.ToString("r", CultureInfo.InvariantCulture)).Append("\r\n")
            .Append("From: ").Append(configuration["Smtp:From"] ?? "no-reply@localhost").Append("\r\n")
            .Append("To: ").Append(Recipient.Of(mail).Address).Append("\r\n")
            .Append("Subject: =?utf-8?B?").Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(mail.Subject))).Append("?=\r\n")
            .Append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n")
            .Append(mail.Text.ReplaceLineEndings("\r\n"));
        await File.WriteAllTextAsync(path + ".new", content.ToString(), cancellationToken);
        File.Move(path + ".new", path, overwrite: true);
    }
}

/// <summary>SMTP by <c>Smtp:Host</c>, <c>Smtp:Port</c>, <c>Smtp:User</c>, <c>Smtp:Password</c>, <c>Smtp:From</c>, <c>Smtp:Tls</c>. The Message-ID comes from the row, so a mail sent twice in a crash is recognised as one.</summary>
internal sealed class SmtpTransport(IConfiguration configuration) : IMailTransport
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _from = configuration["Smtp:From"] ?? throw new SettingsException("Smtp:From must name the sender's address when Smtp:Host is set.");

    private readonly int _port = HostSettings.Number(configuration, "Smtp:Port", 25, ushort.MaxValue);

    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient(configuration["Smtp:Host"], _port);
        client.EnableSsl = configuration.GetValue("Smtp:Tls", true);
        if (configuration["Smtp:User"] is { Length: > 0 } user)
        {
            client.Credentials = new NetworkCredential(user, configuration["Smtp:Password"]);
        }

        using var message = new MailMessage(new MailAddress(_from), Recipient.Of(mail));
        (message.Subject, message.Body) = (mail.Subject, mail.Text);
        message.SubjectEncoding = message.BodyEncoding = Encoding.UTF8;
        message.Headers.Add("Message-ID", $"<{mail.Id:N}@{new MailAddress(_from).Host}>");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await client.SendMailAsync(message, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The mail server did not take the mail within {Patience.TotalSeconds:0} seconds.");
        }
    }
}
