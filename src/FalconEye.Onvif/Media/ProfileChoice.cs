using FalconEye.Contracts.Cameras;

namespace FalconEye.Onvif.Media;

/// <summary>Chooses among the streams of a camera: a small one is enough to look at, a recording wants the best.</summary>
public static class ProfileChoice
{
    /// <summary>
    /// A picture that is drawn a fifth larger than it came still looks well; a four times larger stream costs four times as much.
    /// </summary>
    private const double Tolerance = 1.2;

    /// <summary>A tile of the wall on a large screen, in pixels.</summary>
    private const int TileWidth = 640;

    private const int TileHeight = 360;

    /// <summary>
    /// The streams that an address means: those of the first sensor or channel, or of the one that it names with <c>?channel=2</c>
    /// (recorders have many), or the single one that it names with <c>?profile=</c> and a token or name.
    /// </summary>
    /// <param name="address">The address of the device.</param>
    /// <param name="profiles">What the device offers, at least one.</param>
    /// <exception cref="OnvifException">The device has no such stream.</exception>
    public static IReadOnlyList<MediaProfile> Of(SourceAddress address, IReadOnlyList<MediaProfile> profiles)
    {
        if (address.QueryValue("profile") is { } name)
        {
            MediaProfile[] named = [.. profiles.Where(profile => profile.Token == name || profile.Name == name)];
            return named.Length > 0 ? named : throw Missing($"stream \"{name}\"", profiles.Select(profile => profile.Name));
        }

        MediaProfile[][] channels = [.. profiles.GroupBy(profile => profile.VideoSource).Select(channel => channel.ToArray())];
        return address.QueryValue("channel") is not { } number ? channels[0]
            : int.TryParse(number, out var wanted) && wanted >= 1 && wanted <= channels.Length ? channels[wanted - 1]
            : throw Missing($"channel {number}", Enumerable.Range(1, channels.Length).Select(channel => $"{channel}"));
    }

    /// <summary>The stream with the most pixels, the highest rate among its like.</summary>
    public static MediaProfile Best(IReadOnlyList<MediaProfile> profiles) => profiles
        .OrderByDescending(Pixels)
        .ThenByDescending(profile => profile.FrameRate ?? 0)
        .ThenByDescending(profile => profile.BitrateKbps ?? 0)
        .First();

    /// <summary>
    /// The smallest stream that fills a picture of the wanted size, which is drawn within it whole; the best when all are smaller. Among
    /// its like H.264, which is cheaper to decode.
    /// </summary>
    public static MediaProfile Nearest(IReadOnlyList<MediaProfile> profiles, int width, int height) => profiles
        .Where(profile => profile.Width > 0 && profile.Height > 0 && Math.Min((double)width / profile.Width, (double)height / profile.Height) <= Tolerance)
        .OrderBy(Pixels)
        .ThenBy(profile => profile.Codec == "h264" ? 0 : 1)
        .ThenByDescending(profile => profile.FrameRate ?? 0)
        .FirstOrDefault() ?? Best(profiles);

    /// <summary>
    /// The stream for many pictures at once beside the best one: the smallest that fills a tile, else the largest that is smaller than the best.
    /// </summary>
    /// <returns><see langword="null"/> when there is none in H.264 or H.265 that is smaller than the best.</returns>
    public static MediaProfile? Substream(IReadOnlyList<MediaProfile> profiles)
    {
        var best = Best(profiles);
        MediaProfile[] smaller = [.. profiles.Where(profile => profile.Codec is "h264" or "hevc" && Pixels(profile) > 0 && Pixels(profile) < Pixels(best))];
        return smaller.Length > 0 ? Nearest(smaller, TileWidth, TileHeight) : null;
    }

    private static OnvifException Missing(string what, IEnumerable<string> there) =>
        new(FailureReasons.NotFound, $"The camera has no {what}. It has: {string.Join(", ", there)}.");

    private static long Pixels(MediaProfile profile) => (long)profile.Width * profile.Height;
}
