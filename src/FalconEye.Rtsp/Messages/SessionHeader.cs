using System.Globalization;

namespace FalconEye.Rtsp.Messages;

/// <summary>The <c>Session</c> header (RFC 2326, section 12.37).</summary>
/// <param name="Id">The session's id.</param>
/// <param name="Timeout">After how long without a request the camera ends the session.</param>
internal readonly record struct SessionHeader(string Id, TimeSpan Timeout)
{
    /// <summary>The standard's timeout, also for cameras that name 0 or no number.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Reads the header; <see langword="null"/> when there is none or no id in it.</summary>
    public static SessionHeader? Parse(string? value)
    {
        string[] parts = value?.Split(';') ?? [];
        if (parts.Length == 0 || parts[0].Trim() is not { Length: > 0 } id)
            return null;
        TimeSpan timeout = DefaultTimeout;
        foreach (string part in parts.Skip(1))
        {
            string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            bool isTimeout = pair.Length == 2 && pair[0].Equals("timeout", StringComparison.OrdinalIgnoreCase);
            if (isTimeout && int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds > 0)
                timeout = TimeSpan.FromSeconds(seconds);
        }

        return new(id, timeout);
    }
}
