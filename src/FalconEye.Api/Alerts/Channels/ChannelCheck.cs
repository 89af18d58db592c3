using System.Net.Mail;
using FalconEye.Data.Alerts;
using MimeKit;

namespace FalconEye.Api.Alerts.Channels;

/// <summary>Checks a channel's settings. Pure: addresses are looked up only when something is sent.</summary>
internal static class ChannelCheck
{
    private const int MinSecretLength = 16;
    private const int MaxTextLength = 2000;
    private const int MostRecipients = 20;

    /// <summary>What is wrong, by the names on the wire; empty when nothing is.</summary>
    internal static Dictionary<string, string[]> ProblemsOf(AlertChannelKind kind, ChannelSettings settings)
    {
        Dictionary<string, string[]> problems = [];
        switch (kind)
        {
            case AlertChannelKind.Webhook:
                CheckUrl(settings.Url, problems);
                Require(settings.Secret?.Length >= MinSecretLength, "secret", $"A webhook's secret has at least {MinSecretLength} characters: the receiver checks the signature with it.");
                if (settings.Body is { } body && BodyTemplate.FindProblem(body) is { } problem)
                {
                    problems["body"] = [problem];
                }

                break;
            case AlertChannelKind.Email:
                CheckHost("the SMTP server, for example smtp.example.com");
                Require(settings.Security is null or "starttls" or "tls" or "none", "security", "security is starttls, tls or none.");
                Require(settings.Security != "none" || settings.Password is null, "password", "A password is sent with security starttls or tls only.");
                Require(IsMailbox(settings.From), "from", "from is the sender's e-mail address.");
                Require(settings.To is { Count: > 0 and <= MostRecipients } && settings.To.All(IsMailbox), "to", $"to is a list of 1 to {MostRecipients} e-mail addresses.");
                break;
            case AlertChannelKind.Telegram:
                Require(settings.BotToken is { Length: > 0 } && settings.BotToken.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '_' or '-'), "bot_token", "bot_token is the token that BotFather gave, such as 123456:ABC-DEF.");
                Require(settings.ChatId is { Length: > 0 and <= 100 }, "chat_id", "chat_id is the number of a chat, or @channel.");
                break;
            case AlertChannelKind.Ntfy:
                CheckUrl(settings.Url ?? NtfySender.PublicServer, problems);
                Require(settings.Topic is { Length: > 0 and <= 64 } && settings.Topic.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'), "topic", "topic has 1 to 64 letters, digits, _ or -.");
                break;
            case AlertChannelKind.Mqtt:
                CheckHost("the broker");
                Require(settings.Security is null or "tls" or "none", "security", "security is tls or none.");
                Require(settings.Topic is { Length: > 0 and <= 200 } && !settings.Topic.AsSpan().ContainsAny("#+\0"), "topic", "topic is where to publish, without # and +.");
                break;
            case AlertChannelKind.WebPush:
                break;
            default:
                throw new InvalidOperationException($"There is no kind {kind}.");
        }

        foreach (var (field, text) in new[] { ("url", settings.Url), ("secret", settings.Secret), ("token", settings.Token), ("user_name", settings.UserName), ("password", settings.Password) })
        {
            Require(text is null || (text.Length <= MaxTextLength && !text.Any(char.IsControl)), field, $"{field} has at most {MaxTextLength} characters, none of them a control character.");
        }

        return problems;

        void Require(bool isMet, string field, string problem)
        {
            if (!isMet)
            {
                problems.TryAdd(field, [problem]);
            }
        }

        void CheckHost(string what)
        {
            Require(settings.Host is { Length: > 0 and <= 253 } && Uri.CheckHostName(settings.Host.Trim('[', ']')) != UriHostNameType.Unknown, "host", $"host is the name or address of {what}.");
            Require(settings.Port is null or (> 0 and <= 65535), "port", "port is a number from 1 to 65535.");
        }
    }

    /// <summary>By the library that sends: what it takes can be sent, and one line is one header.</summary>
    private static bool IsMailbox(string? text) =>
        text is { Length: <= MaxTextLength } && !text.Any(char.IsControl) && MailboxAddress.TryParse(text, out var mailbox) && MailAddress.TryCreate(mailbox.Address, out _);

    private static void CheckUrl(string? text, Dictionary<string, string[]> problems)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
        {
            problems["url"] = ["url is an http:// or https:// address without user and password; a token has a field of its own."];
        }
    }
}
