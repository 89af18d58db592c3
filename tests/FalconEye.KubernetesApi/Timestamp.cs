using System.Globalization;

namespace FalconEye.KubernetesApi;

/// <summary>Times as Kubernetes writes them: whole seconds of UTC.</summary>
internal static class Timestamp
{
    internal static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    internal static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
