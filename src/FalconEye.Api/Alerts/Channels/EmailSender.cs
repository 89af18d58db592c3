using System.Net.Sockets;
using FalconEye.Contracts.Cameras;
using FalconEye.Data.Alerts;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace FalconEye.Api.Alerts.Channels;

/// <summary>Sends e-mail by SMTP, the event's picture attached. Certificates are checked.</summary>
internal sealed class EmailSender(AlertDialer dialer, TimeProvider time) : IAlertSender
{
    private const int TlsPort = 465;
    private const int SubmissionPort = 587;

    /// <inheritdoc/>
    public AlertChannelKind Kind => AlertChannelKind.Email;

    /// <inheritdoc/>
    public async Task SendAsync(ChannelSettings settings, OutgoingAlert alert, CancellationToken cancellationToken)
    {
        var security = settings.Security switch
        {
            "tls" => SecureSocketOptions.SslOnConnect,
            "none" => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        };
        var port = settings.Port ?? (security == SecureSocketOptions.SslOnConnect ? TlsPort : SubmissionPort);
        using var mail = MailOf(settings, alert);
        try
        {
            using var client = new SmtpClient();
            await client.ConnectAsync(await dialer.DialAsync(settings.Host!, port, cancellationToken), settings.Host!, port, security, cancellationToken);
            if (settings is { UserName: { Length: > 0 } user, Password: { } password })
            {
                await client.AuthenticateAsync(user, password, cancellationToken);
            }

            await client.SendAsync(mail, cancellationToken);
            await client.DisconnectAsync(true, cancellationToken);
        }
        catch (SmtpCommandException e)
        {
            // 5xx is final, 4xx may pass (RFC 5321, section 4.2.1).
            throw new AlertSendException($"The mail server refuses: {e.Message}", (int)e.StatusCode >= 500);
        }
        catch (Exception e) when (e is SocketException or IOException or ForbiddenAddressException or ServiceNotConnectedException or ProtocolException
            or MailKit.Security.AuthenticationException or SslHandshakeException or NotSupportedException or System.Security.Authentication.AuthenticationException)
        {
            throw new AlertSendException(e is ForbiddenAddressException ? e.Message : $"The mail server cannot be used: {FirstLine(e.Message)}");
        }
    }

    private MimeMessage MailOf(ChannelSettings settings, OutgoingAlert alert)
    {
        var message = alert.Message;
        var mail = new MimeMessage
        {
            Subject = message.Title,
            Date = time.GetUtcNow(),

            // The same at each attempt: mailboxes show a message once.
            MessageId = $"{alert.Key}@falconeye",
        };
        mail.From.Add(MailboxAddress.Parse(settings.From!));
        mail.To.AddRange(settings.To!.Select(MailboxAddress.Parse));
        var body = new BodyBuilder { TextBody = $"{message.Text}\n\n{message.Time:u}{(message.Link is { } link ? $"\n{link}" : "")}\n" };
        if (alert.Picture is { } picture)
        {
            body.Attachments.Add("event.jpg", picture, new ContentType("image", "jpeg"));
        }

        mail.Body = body.ToMessageBody();
        return mail;
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
