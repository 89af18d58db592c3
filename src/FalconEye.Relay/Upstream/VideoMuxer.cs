using FalconEye.Media.Ingest;
using FalconEye.Media.Mp4;
using FalconEye.Rtsp;
using FalconEye.Streaming.Video;

namespace FalconEye.Relay.Upstream;

/// <summary>
/// Makes the live video of what a camera sends: each unit becomes one fragment of MP4, once for all viewers. It outlives connections to the
/// camera; each begins a new MP4. Sound is part of it only while the camera sends some: a player waits for a track that is announced
/// (docs/decisions/0031).
/// </summary>
internal sealed class VideoMuxer(VideoBroadcaster broadcaster, RelayState state) : ITimedUnitSink
{
    /// <summary>Sound that has been missing for this long is left out from the next keyframe on.</summary>
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(3);

    private TrackDescription? _video;
    private TrackDescription? _audio;
    private FragmentWriter? _writer;
    private FrameDuration? _duration;
    private DateTimeOffset _lastSound;
    private bool _hasSound;
    private bool _isChanged;

    /// <inheritdoc/>
    public void OnDescription(StreamDescription stream)
    {
        _video = stream.Video;
        _audio = stream.Audio is { } audio && InitWriter.Takes(audio) && NameOf(audio) is not null ? audio : null;
        _isChanged = true;
        state.RefuseVideo(RefusalOf(_video));
    }

    /// <inheritdoc/>
    public void OnUnit(in TimedUnit unit)
    {
        if (_video is { CodecString: not null } video && unit.Track == video.Index && InitWriter.Takes(video) && RefusalOf(video) is null)
        {
            AddFrame(unit, video);
        }
        else if (unit.Track == _audio?.Index)
        {
            AddSound(unit);
        }
    }

    /// <inheritdoc/>
    public void OnLoss(int track, int packets)
    {
        // The next frame is a keyframe, with which the viewers go on.
    }

    /// <summary>Notes that the connection to the camera is closed.</summary>
    internal void Close()
    {
        (_video, _audio, _writer) = (null, null, null);
        broadcaster.Clear();
    }

    /// <summary>Why a camera's video is not shown as it is; <see langword="null"/> when it is, or when that is not known yet.</summary>
    private static string? RefusalOf(TrackDescription? video) => video switch
    {
        null => "The camera sends no video.",
        { Codec: not (MediaCodec.H264 or MediaCodec.H265) } => "The camera sends neither H.264 nor H.265.",
        { IsComplete: true, CodecString: null } => "The parameter sets of the camera's video cannot be read.",
        _ => null,
    };

    /// <summary>The codec of sound for browsers.</summary>
    private static string? NameOf(TrackDescription audio) => audio.Codec switch
    {
        MediaCodec.MuLaw or MediaCodec.ALaw or MediaCodec.L16 => "flac",
        MediaCodec.Opus => "opus",
        _ => audio.CodecString,
    };

    private static long MicrosecondsOf(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private void AddFrame(in TimedUnit unit, TrackDescription video)
    {
        if (unit.IsKey)
        {
            BeginIfChanged(unit, video);
        }

        if (_writer is not { } writer)
        {
            return;
        }

        writer.Add(unit);
        writer.EndAt(unit.Track, unit.DecodeTime + _duration!.Next(unit.DecodeTime));
        Publish(unit.IsKey ? VideoMessageKind.Keyframe : VideoMessageKind.Delta, unit.WallClock);
    }

    private void AddSound(in TimedUnit unit)
    {
        _lastSound = unit.WallClock;
        if (_writer is not null && _hasSound)
        {
            _writer.Add(unit);
            Publish(VideoMessageKind.Audio, unit.WallClock);
        }
    }

    /// <summary>Begins a new MP4 when the tracks are others than those of the present one.</summary>
    private void BeginIfChanged(in TimedUnit key, TrackDescription video)
    {
        if (_isChanged && _hasSound)
        {
            // The camera has sent sound on its connection before this one: it gets time to begin.
            _lastSound = key.WallClock;
        }

        var hasSound = _audio is not null && key.WallClock - _lastSound < StallTimeout;
        if (_writer is not null && !_isChanged && hasSound == _hasSound)
        {
            return;
        }

        (_isChanged, _hasSound) = (false, hasSound);
        TrackDescription[] tracks = hasSound ? [video, _audio!] : [video];
        var codecs = hasSound ? $"{video.CodecString},{NameOf(_audio!)}" : video.CodecString;
        _writer = new FragmentWriter(tracks);
        _duration = new FrameDuration(video.ClockRate);
        broadcaster.Publish(VideoMessage.Create(
            new VideoInit($"video/mp4; codecs=\"{codecs}\"", InitWriter.Write(tracks)), MicrosecondsOf(key.WallClock)));
    }

    private void Publish(VideoMessageKind kind, DateTimeOffset capturedAt)
    {
        if (_writer!.Finish() is { Count: > 0 } fragment)
        {
            broadcaster.Publish(VideoMessage.Create(kind, MicrosecondsOf(capturedAt), fragment));
        }
    }
}
