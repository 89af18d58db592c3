using System.Globalization;
using System.Text;
using FalconEye.Data.Alerts;

namespace FalconEye.Api.Alerts.Push;

/// <summary>What a browser is sent: what its notification says and which page it opens.</summary>
/// <param name="Body">JSON with <c>title</c>, <c>text</c>, <c>link</c> (a path of the dashboard) and <c>tag</c>.</param>
/// <param name="Topic">Replaces what waits at the push service with the same topic (RFC 8030, section 5.4).</param>
/// <param name="IsUrgent">Whether to wake a sleeping device.</param>
/// <param name="Lifetime">How long the push service keeps it for a browser that is not reached.</param>
internal sealed record PushMessage(byte[] Body, string Topic, bool IsUrgent, TimeSpan Lifetime)
{
    private const int MaxTitleLength = 200;
    private const int MaxTextLength = 600;
    private static readonly TimeSpan TestLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AlertLifetime = TimeSpan.FromDays(1);

    /// <summary>The message of an alert. "Is over" takes the place of what it ends, and a repetition that of the first.</summary>
    internal static PushMessage Of(AlertMessage message)
    {
        var isTest = message.Phase == AlertPhase.Test;
        var tag = message.EventId is { } id ? string.Create(CultureInfo.InvariantCulture, $"event-{id}") : "test";
        var body = AlertJson.Write(new
        {
            Title = Shorten(message.Title, MaxTitleLength),
            Text = Shorten(message.Text, MaxTextLength),
            Link = message.EventId is { } shown ? string.Create(CultureInfo.InvariantCulture, $"/events?event={shown}") : "/",
            Tag = tag,
        });
        return new(Encoding.UTF8.GetBytes(body), tag, message.Phase != AlertPhase.End, isTest ? TestLifetime : AlertLifetime);
    }

    /// <summary>JSON writes a character outside of ASCII as six: the limits keep even such texts below what push services take.</summary>
    private static string Shorten(string text, int length)
    {
        var budget = length * 4;
        var kept = 0;
        while (kept < text.Length && kept < length && budget > 0)
        {
            budget -= char.IsAsciiLetterOrDigit(text[kept]) ? 1 : 6;
            kept++;
        }

        return kept == text.Length ? text : $"{text[..(kept > 0 && char.IsHighSurrogate(text[kept - 1]) ? kept - 1 : kept)]}…";
    }
}
