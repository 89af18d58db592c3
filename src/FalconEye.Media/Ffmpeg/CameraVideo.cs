using System.Globalization;

namespace FalconEye.Media.Ffmpeg;

/// <summary>
/// What FFmpeg may take for a camera's video: every other of its some 300 formats and 500 decoders stays closed, so that text, playlists and
/// frames are refused, and a camera reaches as little of FFmpeg as possible (https://ffmpeg.org/ffmpeg-formats.html#Format-Options).
/// </summary>
internal static class CameraVideo
{
    /// <summary>8K, and a little more: the largest frame that is decoded, in pixels.</summary>
    private const int MaxPixels = 36_000_000;

    /// <summary>More than a camera with every language of sound has; each costs memory.</summary>
    private const int MaxStreams = 32;

    /// <summary>By their FFmpeg names. The first of a codec's decoders that is compiled in is used.</summary>
    private static readonly string[] Decoders =
    [
        "h264", "hevc", "av1", "libdav1d", "libaom-av1", "vp8", "libvpx", "vp9", "libvpx-vp9", "mpeg4", "mpeg2video", "mpegvideo", "mpeg1video",
        "h263", "h263p", "h263i", "mjpeg", "vc1", "wmv3",
        "aac", "aac_fixed", "aac_latm", "mp3", "mp3float", "mp2", "mp2float", "ac3", "opus", "libopus", "vorbis", "flac",
        "pcm_mulaw", "pcm_alaw", "pcm_s16le", "pcm_s16be", "pcm_s8", "pcm_u8", "pcm_s24be",
        "g722", "g723_1", "g726", "g726le", "g729", "adpcm_ima_wav", "adpcm_ms", "amrnb", "amrwb", "libopencore_amrnb", "libopencore_amrwb", "gsm", "gsm_ms",
    ];

    /// <summary>The codecs of frames, as ffprobe names them, that count as a camera's video.</summary>
    private static readonly HashSet<string> Codecs =
        ["h264", "hevc", "av1", "vp8", "vp9", "mpeg4", "mpeg2video", "mpeg1video", "h263", "h263p", "h263i", "mjpeg", "vc1", "wmv3"];

    /// <summary>The arguments that close everything else, to stand before <c>-i</c>.</summary>
    /// <param name="formats">The formats, by their FFmpeg names.</param>
    /// <param name="protocols">The protocols.</param>
    internal static IReadOnlyList<string> Limits(string formats, string protocols) =>
    [
        "-protocol_whitelist", protocols,
        "-format_whitelist", formats,
        "-codec_whitelist", string.Join(',', Decoders),
        "-max_pixels", MaxPixels.ToString(CultureInfo.InvariantCulture),
        "-max_streams", MaxStreams.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>RTSP, and what its demuxer opens for a stream's description and packets.</summary>
    internal const string RtspFormats = "rtsp,sdp,rtp,mpegts";

    /// <summary>What cameras, their recorders and gateways send over HTTP, a single JPEG included. No playlist: those name further addresses.</summary>
    internal const string HttpFormats = "mpjpeg,mjpeg,jpeg_pipe,mpegts,mov,mp4,m4a,3gp,3g2,mj2,h264,hevc,m4v,flv,matroska,webm,asf";

    /// <summary>What our own readers hand to FFmpeg.</summary>
    internal const string PipedFormats = "mjpeg,jpeg_pipe,image2pipe,mpjpeg,h264,hevc,mpegts,mov,mp4,m4a,3gp,3g2,mj2";

    /// <summary>Demuxers of the files that recorders write.</summary>
    internal const string RecordingFormats = "mov,mp4,m4a,3gp,3g2,mj2";

    /// <summary>Whether a codec is one of a camera's video.</summary>
    internal static bool IsCodec(string? name) => name is not null && Codecs.Contains(name);
}
