namespace FalconEye.Onvif.Media;

/// <summary>Chooses among the streams of a camera: a small one is enough to look at, a recording wants the best.</summary>
public static class ProfileChoice
{
    /// <summary>A picture that is drawn a fifth larger than it came still looks well; a four times larger stream costs four times as much.</summary>
    private const double Tolerance = 1.2;

    /// <summary>The stream with the most pixels, the highest rate among its like.</summary>
    public static MediaProfile Best(IReadOnlyList<MediaProfile> profiles) => profiles
        .OrderByDescending(Pixels)
        .ThenByDescending(profile => profile.FrameRate ?? 0)
        .ThenByDescending(profile => profile.BitrateKbps ?? 0)
        .First();

    /// <summary>
    /// The smallest stream that fills a picture of the wanted size, which is drawn within it whole; the best when all are smaller. Among its
    /// like H.264, which is cheaper to decode.
    /// </summary>
    public static MediaProfile Nearest(IReadOnlyList<MediaProfile> profiles, int width, int height) => profiles
        .Where(profile => profile.Width > 0 && profile.Height > 0 && Math.Min((double)width / profile.Width, (double)height / profile.Height) <= Tolerance)
        .OrderBy(Pixels)
        .ThenBy(profile => profile.Codec == "h264" ? 0 : 1)
        .ThenByDescending(profile => profile.FrameRate ?? 0)
        .FirstOrDefault() ?? Best(profiles);

    private static long Pixels(MediaProfile profile) => (long)profile.Width * profile.Height;
}
