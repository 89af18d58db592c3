namespace FalconEye.Data.Alerts;

/// <summary>How a destination of alerts is reached.</summary>
public enum AlertChannelKind
{
    /// <summary>A signed HTTP POST.</summary>
    Webhook,

    /// <summary>E-mail by SMTP.</summary>
    Email,

    /// <summary>A chat of Telegram, by its Bot API.</summary>
    Telegram,

    /// <summary>A topic of ntfy.</summary>
    Ntfy,

    /// <summary>A topic of an MQTT broker.</summary>
    Mqtt,
}
