using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Rtsp;

namespace FalconEye.Media.Ingest;

/// <summary>
/// Decides who reads a camera, attempt by attempt: our own reader, until it meets what it does not understand; then FFmpeg, which stays until
/// the program restarts once it has worked. An unreachable or silent camera and a refused login are no reason to change: FFmpeg would fail
/// alike (docs/decisions/0030-own-ingest-or-ffmpeg.md).
/// </summary>
/// <param name="mode">What the operator wants.</param>
public sealed class IngestChoice(IngestMode mode)
{
    /// <summary>A camera that our own reader has read may send garbage now and then, as when it restarts.</summary>
    private const int MaxProtocolErrors = 3;

    private const string ByOperator = "INGEST is set to ffmpeg.";

    private readonly Lock _lock = new();
    private IngestKind _kind = mode == IngestMode.Ffmpeg ? IngestKind.Ffmpeg : IngestKind.Own;
    private string? _reason = mode == IngestMode.Ffmpeg ? ByOperator : null;
    private StreamDescription? _stream;
    private string? _silent;
    private bool _hasWorked;
    private int _misunderstandings;

    /// <summary>Who makes the next attempt.</summary>
    public IngestKind Kind
    {
        get
        {
            lock (_lock)
            {
                return _kind;
            }
        }
    }

    /// <summary>What operators are shown; <see langword="null"/> before the camera has been opened.</summary>
    public IngestReport? Report
    {
        get
        {
            lock (_lock)
            {
                return _stream is null && !_hasWorked
                    ? null
                    : new IngestReport(_kind, _reason, [.. _stream?.Tracks.Select(NameOf).OfType<string>() ?? []], [.. _stream?.LeftOut ?? [], .. _silent is null ? [] : (string[])[_silent]]);
            }
        }
    }

    /// <summary>Notes that units or pictures came.</summary>
    public void RecordSuccess()
    {
        lock (_lock)
        {
            (_hasWorked, _misunderstandings) = (true, 0);
        }
    }

    /// <summary>Notes what the camera sends.</summary>
    /// <param name="stream">Its description.</param>
    public void RecordStream(StreamDescription stream)
    {
        lock (_lock)
        {
            _stream = stream;
        }
    }

    /// <summary>Notes whether a track that is announced sends nothing.</summary>
    /// <param name="track">The track; <see langword="null"/> when all send.</param>
    public void RecordStall(TrackDescription? track)
    {
        lock (_lock)
        {
            _silent = track is null ? null : $"Audio in {NameOf(track)} is announced, and the camera sends none.";
        }
    }

    /// <summary>Notes that an attempt failed.</summary>
    /// <param name="failure">How.</param>
    /// <returns>True when the other way should be tried at once.</returns>
    public bool RecordFailure(SourceFailedException failure)
    {
        lock (_lock)
        {
            if (mode != IngestMode.Auto)
            {
                return false;
            }

            if (_kind == IngestKind.Own && IsProtocolError(failure))
            {
                (_kind, _reason, _stream, _hasWorked) = (IngestKind.Ffmpeg, failure.Failure.Message, null, false);
                return true;
            }

            if (_kind == IngestKind.Ffmpeg && !_hasWorked)
            {
                (_kind, _reason, _misunderstandings) = (IngestKind.Own, null, 0);
            }

            return false;
        }
    }

    private bool IsProtocolError(SourceFailedException failure) => _hasWorked
        ? failure.IsUnsupported && ++_misunderstandings >= MaxProtocolErrors
        : failure.IsUnsupported || (failure.MayBeProtocolError && (!failure.MayBeBusy || ++_misunderstandings > 1));

    /// <summary>A codec as FFmpeg names it; <see langword="null"/> for one without a name.</summary>
    /// <param name="track">The track.</param>
    public static string? NameOf(TrackDescription track) => track.Codec switch
    {
        MediaCodec.H264 => "h264",
        MediaCodec.H265 => "hevc",
        MediaCodec.Jpeg => "mjpeg",
        MediaCodec.Aac => "aac",
        MediaCodec.MuLaw => "pcm_mulaw",
        MediaCodec.ALaw => "pcm_alaw",
        MediaCodec.G726 => "adpcm_g726",
        MediaCodec.Opus => "opus",
        MediaCodec.L16 => "pcm_s16be",
        _ => track.CodecString,
    };
}
