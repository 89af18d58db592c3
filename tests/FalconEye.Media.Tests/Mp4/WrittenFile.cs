using FalconEye.Media.Ingest;
using FalconEye.Media.Mp4;
using FalconEye.Rtsp;
using FalconEye.Rtsp.Sdp;
using FalconEye.Rtsp.Units;
using FalconEye.TestKit;
using FalconEye.TestKit.Streams;

namespace FalconEye.Media.Tests.Mp4;

/// <summary>Files written by <see cref="InitWriter"/> and <see cref="FragmentWriter"/>, and what FFmpeg reads in them.</summary>
internal static class WrittenFile
{
    /// <summary>Describes a video by the parameter sets in its first access unit, as the library does for a camera.</summary>
    internal static TrackDescription Describe(EncodedVideo video, MediaCodec codec)
    {
        TrackDescription track = new() { Index = 0, Kind = TrackKind.Video, Codec = codec, ClockRate = 90_000 };
        var depacketizer = Depacketizer.Create(track, new FormatParameters(96, codec.ToString(), 90_000))!;
        foreach (var nal in video.Units[0].NalUnits.Where(nal => nal.Length < 1000))
        {
            depacketizer.Push(nal, 0, false, 0, new NoOutput());
        }

        // A slice of another picture ends the access unit.
        foreach (var nal in video.Units[0].NalUnits.TakeLast(1))
        {
            byte[] start = codec == MediaCodec.H264 ? [nal[0], 0x88, 0x84] : [nal[0], nal[1], 0x88];
            depacketizer.Push(start, 0, true, 0, new NoOutput());
        }

        return depacketizer.Track;
    }

    /// <summary>Writes a video with a fragment for each group of pictures, its decode times worked out from its presentation times.</summary>
    internal static async Task WriteAsync(string path, TrackDescription track, EncodedVideo video, bool unitByUnit, CancellationToken cancellation)
    {
        await using var file = File.Create(path);
        await file.WriteAsync(InitWriter.Write([track]), cancellation);
        FragmentWriter writer = new([track]);
        DecodeTimes times = new(track.ReorderDepth, track.ClockRate, 3600);
        long? origin = null;
        foreach (var unit in video.Units)
        {
            var time = times.Next(unit.Pts);
            origin ??= time.Value;
            writer.EndAt(0, time.Value - origin.Value);
            if (unit.IsKey || unitByUnit)
            {
                await FlushAsync(writer, file, cancellation);
            }

            writer.Add(0, unit.WithLengths(), time.Value - origin.Value, time.CompositionOffset, unit.IsKey);
        }

        await FlushAsync(writer, file, cancellation);
    }

    internal static async Task FlushAsync(FragmentWriter writer, Stream file, CancellationToken cancellation)
    {
        foreach (var part in writer.Finish())
        {
            await file.WriteAsync(part, cancellation);
        }
    }

    /// <summary>Makes the file one that is not fragmented.</summary>
    internal static void Finish(string fragmented, string finished)
    {
        using var source = File.OpenHandle(fragmented);
        using var target = File.OpenHandle(finished, FileMode.CreateNew, FileAccess.Write);
        FaststartWriter.Write(FragmentedMp4.Scan(source)!, source, target, CancellationToken.None);
    }

    /// <summary>The hash of each decoded frame.</summary>
    internal static async Task<string[]> FramesAsync(string path, CancellationToken cancellation)
    {
        var lines = await Tool.OutputOfAsync("ffmpeg", ["-v", "error", "-nostdin", "-i", path, "-map", "0:v", "-fps_mode", "passthrough", "-f", "framemd5", "-"], cancellation);
        return [.. lines.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(',')[^1].Trim())];
    }

    /// <summary>Each packet of the video: when it is shown and decoded, in seconds from the first packet's decode time, and whether it is a keyframe.</summary>
    internal static async Task<(double Shown, double Decoded, bool IsKey)[]> PacketsAsync(string path, CancellationToken cancellation)
    {
        var lines = await Tool.OutputOfAsync(
            "ffprobe", ["-v", "error", "-select_streams", "v", "-show_entries", "packet=pts_time,dts_time,flags", "-of", "csv=p=0", path], cancellation);
        var packets = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        var start = Seconds(packets[0][1]);
        return [.. packets.Select(packet => (Math.Round(Seconds(packet[0]) - start, 4), Math.Round(Seconds(packet[1]) - start, 4), packet[2].Contains('K', StringComparison.Ordinal)))];
    }

    private static double Seconds(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private sealed class NoOutput : IDepacketizerOutput
    {
        public void OnTrackChanged(TrackDescription track)
        {
        }

        public void OnUnit(in MediaUnit unit)
        {
        }
    }
}
