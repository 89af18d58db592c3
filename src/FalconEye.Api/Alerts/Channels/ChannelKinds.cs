using System.Text.Json;
using FalconEye.Data.Alerts;

namespace FalconEye.Api.Alerts.Channels;

/// <summary>The kinds of channels, as they are written on the wire.</summary>
internal static class ChannelKinds
{
    /// <summary>What is said of an unknown one.</summary>
    internal const string Problem = "kind is webhook, email, telegram, ntfy, mqtt or web_push.";

    private static readonly Dictionary<string, AlertChannelKind> Known =
        Enum.GetValues<AlertChannelKind>().ToDictionary(NameOf, StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of a kind.</summary>
    internal static string NameOf(AlertChannelKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    /// <summary>Reads a name in any case.</summary>
    internal static bool TryParse(string? name, out AlertChannelKind kind) => Known.TryGetValue(name ?? "", out kind);
}
