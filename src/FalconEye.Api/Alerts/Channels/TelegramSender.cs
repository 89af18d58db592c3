using System.Text;
using FalconEye.Data.Alerts;

namespace FalconEye.Api.Alerts.Channels;

/// <summary>Sends to a chat of Telegram (core.telegram.org/bots/api, sendMessage and sendPhoto).</summary>
internal sealed class TelegramSender(HttpAlerts http, AlertOptions options) : IAlertSender
{
    /// <summary>The Bot API's limit of a caption; a message may be longer.</summary>
    private const int MaxCaption = 1024;

    /// <inheritdoc/>
    public AlertChannelKind Kind => AlertChannelKind.Telegram;

    /// <inheritdoc/>
    public async Task SendAsync(ChannelSettings settings, OutgoingAlert alert, CancellationToken cancellationToken)
    {
        var text = $"{alert.Message.Title}\n{alert.Message.Text}{(alert.Message.Link is { } link ? $"\n{link}" : "")}";
        using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(settings, alert.Picture is null ? "sendMessage" : "sendPhoto"))
        {
            Content = alert.Picture is { } picture ? PhotoOf(settings.ChatId!, text, picture) : MessageOf(settings.ChatId!, text),
        };
        await http.SendAsync(request, "Telegram", cancellationToken);
    }

    /// <summary>Not by <c>new Uri(base, relative)</c>: what is before the token's colon would be taken for a scheme.</summary>
    private Uri AddressOf(ChannelSettings settings, string method) => new($"{options.TelegramApi.AbsoluteUri}bot{settings.BotToken}/{method}");

    /// <summary>No parse mode: whatever a camera's name contains is text.</summary>
    private static StringContent MessageOf(string chat, string text) =>
        new(AlertJson.Write(new { ChatId = chat, Text = text }), Encoding.UTF8, "application/json");

    private static MultipartFormDataContent PhotoOf(string chat, string text, byte[] picture)
    {
        var photo = new ByteArrayContent(picture);
        photo.Headers.ContentType = new("image/jpeg");
        return new()
        {
            { new StringContent(chat), "chat_id" },
            { new StringContent(text.Length > MaxCaption ? text[..MaxCaption] : text), "caption" },
            { photo, "photo", "event.jpg" },
        };
    }
}
