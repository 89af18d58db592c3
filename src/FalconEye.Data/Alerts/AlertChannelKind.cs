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

    /// <summary>The browsers of users who may see what the alert is about, by Web Push.</summary>
    WebPush,
}
