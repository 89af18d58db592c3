using System.Diagnostics.CodeAnalysis;
using FalconEye.Rtsp.Client;
using FalconEye.Rtsp.Units;

namespace FalconEye.Rtsp.Sdp;

/// <summary>A track that will be set up.</summary>
/// <param name="Control">Its <c>a=control</c>; <see langword="null"/> without one.</param>
/// <param name="Format">Its format.</param>
/// <param name="Depacketizer">Makes units of its packets.</param>
internal sealed record SelectedTrack(string? Control, FormatParameters Format, Depacketizer Depacketizer);

/// <summary>Picks the video and the audio track of a description, and says why the others are left out.</summary>
internal sealed class TrackSelection
{
    /// <summary>The most payload types that a sentence names.</summary>
    private const int MaximumNamed = 4;

    private readonly List<SelectedTrack> _tracks = [];
    private readonly List<string> _leftOut = [];
    private readonly SessionDescription _session;

    private TrackSelection(SessionDescription session) => _session = session;

    /// <summary>The tracks, video first.</summary>
    public IReadOnlyList<SelectedTrack> Tracks => _tracks;

    /// <summary>A sentence for each track that is left out.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <summary>Picks tracks.</summary>
    /// <exception cref="RtspException">There is no video that can be read.</exception>
    public static TrackSelection Of(SessionDescription session, bool wantsAudio)
    {
        TrackSelection selection = new(session);
        List<MediaDescription> videos = [.. session.Media.Where(media => media.Media == "video")];
        if (videos.Count == 0)
            throw new RtspException(RtspFailure.NoVideo, "The stream has no video.");
        if (selection.PickFirst(videos, TrackKind.Video) is null)
            throw new RtspException(RtspFailure.Unsupported, $"The stream has no video that can be read. {string.Join(' ', selection._leftOut)}");
        // A camera that marks its video as sendonly has the direction wrong for all of them.
        bool directionIsWrong = videos.Any(media => media.IsSendOnly);
        List<MediaDescription> audios = [.. session.Media.Where(media => media.Media == "audio" && (directionIsWrong || !media.IsSendOnly))];
        if (wantsAudio)
            selection.PickFirst(audios, TrackKind.Audio);
        if (!directionIsWrong && session.Media.Any(media => media.Media == "audio" && media.IsSendOnly))
            selection._leftOut.Add("The camera's loudspeaker (back channel) is not used.");
        return selection;
    }

    private SelectedTrack? PickFirst(IEnumerable<MediaDescription> candidates, TrackKind kind)
    {
        SelectedTrack? picked = null;
        foreach (MediaDescription media in candidates)
        {
            if (picked is not null)
                _leftOut.Add($"A further {Name(kind)} track is not read.");
            else if (TryPick(media, kind, out picked))
                _tracks.Add(picked);
        }

        return picked;
    }

    private bool TryPick(MediaDescription media, TrackKind kind, [NotNullWhen(true)] out SelectedTrack? picked)
    {
        picked = null;
        List<string> names = [];
        foreach (FormatParameters format in FormatTable.Of(_session, media))
        {
            names.Add(Printable(format.EncodingName));
            MediaCodec codec = FormatTable.Codec(format.EncodingName);
            if (!media.IsPlainRtp || codec == MediaCodec.Unknown)
                continue;
            TrackDescription track = new()
            {
                Index = _tracks.Count,
                Kind = kind,
                Codec = codec,
                ClockRate = format.ClockRate,
                Width = media.Size.Width,
                Height = media.Size.Height,
            };
            if (Depacketizer.Create(track, format) is not { } depacketizer)
                continue;
            picked = new SelectedTrack(media.Control, format, depacketizer);
            return true;
        }

        _leftOut.Add(Reason(media, kind, names));
        return false;
    }

    private static string Reason(MediaDescription media, TrackKind kind, List<string> names)
    {
        string subject = kind == TrackKind.Video ? "Video" : "Audio";
        if (media.IsSecureRtp)
            return $"{subject} with SRTP encryption is not supported.";
        if (!media.IsPlainRtp)
            return $"{subject} over {Printable(media.Protocol)} is not supported.";
        return names.Count > 0 ? $"{subject} in {string.Join(", ", names.Distinct())} is not supported." : $"{subject} is in an unknown codec: {Missing(media, kind)}.";
    }

    /// <summary>What a session description lacks that says no codec.</summary>
    private static string Missing(MediaDescription media, TrackKind kind)
    {
        if (media.PayloadTypes.Count == 0)
            return "the session description has no payload type";
        string sets = kind == TrackKind.Video ? " and no parameter sets" : "";
        return $"the session description has no rtpmap{sets} for payload type {string.Join(", ", media.PayloadTypes.Take(MaximumNamed))}";
    }

    private static string Name(TrackKind kind) => kind == TrackKind.Video ? "video" : "audio";

    /// <summary>A camera's own word, made safe for a sentence.</summary>
    private static string Printable(string text) => string.Concat(text.Where(c => c is > ' ' and <= '~').Take(32));
}
