namespace FalconEye.Api.Alerts.Channels;

/// <summary>A channel's addresses, names and secrets. Each kind uses some of them (docs/user/alerts.md).</summary>
public sealed record ChannelSettings
{
    /// <summary>What answers show in place of a secret, and what a request sends back to keep it.</summary>
    internal const string Hidden = "***";

    /// <summary>Webhook: where to post. ntfy: the server, <c>https://ntfy.sh</c> by default.</summary>
    public string? Url { get; init; }

    /// <summary>Webhook: the key that signs each request. Secret.</summary>
    public string? Secret { get; init; }

    /// <summary>Webhook and ntfy: an access token, sent as <c>Authorization: Bearer</c>. Secret.</summary>
    public string? Token { get; init; }

    /// <summary>Webhook: the body, JSON with <c>{{field}}</c> in its strings; a body with all fields by default.</summary>
    public string? Body { get; init; }

    /// <summary>E-mail and MQTT: the server's name or address.</summary>
    public string? Host { get; init; }

    /// <summary>E-mail and MQTT: its port.</summary>
    public int? Port { get; init; }

    /// <summary>E-mail: <c>starttls</c> (default), <c>tls</c> or <c>none</c>. MQTT: <c>tls</c> or <c>none</c> (default).</summary>
    public string? Security { get; init; }

    /// <summary>E-mail and MQTT: the account.</summary>
    public string? UserName { get; init; }

    /// <summary>E-mail and MQTT: its password. Secret.</summary>
    public string? Password { get; init; }

    /// <summary>E-mail: the sender's address.</summary>
    public string? From { get; init; }

    /// <summary>E-mail: the recipients' addresses.</summary>
    public IReadOnlyList<string>? To { get; init; }

    /// <summary>Telegram: the bot's token. Secret.</summary>
    public string? BotToken { get; init; }

    /// <summary>Telegram: the chat, a number or <c>@channel</c>.</summary>
    public string? ChatId { get; init; }

    /// <summary>ntfy and MQTT: the topic.</summary>
    public string? Topic { get; init; }

    /// <summary>The same without secrets.</summary>
    internal ChannelSettings WithoutSecrets() => this with
    {
        Secret = Hide(Secret),
        Token = Hide(Token),
        Password = Hide(Password),
        BotToken = Hide(BotToken),
    };

    /// <summary>The same with the secrets that were not entered again.</summary>
    /// <param name="stored">The settings until now.</param>
    internal ChannelSettings WithSecretsOf(ChannelSettings stored) => this with
    {
        Secret = Keep(Secret, stored.Secret),
        Token = Keep(Token, stored.Token),
        Password = Keep(Password, stored.Password),
        BotToken = Keep(BotToken, stored.BotToken),
    };

    /// <summary>Whether a secret is to be kept.</summary>
    internal bool KeepsSecrets => Secret == Hidden || Token == Hidden || Password == Hidden || BotToken == Hidden;

    /// <summary>Where secrets are sent to: they are not kept for another place.</summary>
    internal string Destination => $"{(Uri.TryCreate(Url, UriKind.Absolute, out var url) ? url.GetLeftPart(UriPartial.Authority) : Url)} {Host}:{Port} {Security} {UserName}";

    private static string? Hide(string? secret) => string.IsNullOrEmpty(secret) ? null : Hidden;

    private static string? Keep(string? entered, string? stored) => entered == Hidden ? stored : entered;
}
