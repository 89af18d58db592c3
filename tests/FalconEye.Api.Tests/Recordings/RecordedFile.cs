using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests.Recordings;

/// <summary>Files of recordings that FFmpeg made, reported to a server as a recorder does.</summary>
internal static class RecordedFile
{
    /// <summary>Makes a file with picture and sound, a keyframe each second, and reports it as complete.</summary>
    internal static async Task<(string Id, string Path)> AddAsync(
        FalconEyeServer server, string camera, DateTimeOffset start, string flags, int seconds, CancellationToken cancellationToken, string encoder = "libx264")
    {
        var folder = Directory.CreateDirectory(Path.Combine(server.DataDirectory, "recordings", camera));
        var (id, name) = ($"{camera}_{start:yyyyMMddHHmmss}", $"{start:yyyyMMdd-HHmmss}.mp4");
        var path = Path.Combine(folder.FullName, name);
        await Tool.OutputOfAsync(
            "ffmpeg",
            [
                "-v", "error", "-nostdin", "-f", "lavfi", "-i", $"testsrc2=size=160x120:rate=25,hue=h={start.Second}", "-f", "lavfi", "-i", "sine=r=8000", "-t", $"{seconds}",
                "-c:v", encoder, "-tag:v", encoder == "libx265" ? "hvc1" : "avc1", "-bf", "0", "-g", "25", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", flags, path,
            ],
            cancellationToken);
        await server.PostAsync(
            "/api/recordings", new { id, camera_id = camera, file_path = path, file_name = name, start_time = start, status = "recording" }, cancellationToken);
        await server.SendAsync(
            HttpMethod.Patch,
            $"/api/recordings/{id}",
            new { status = "completed", end_time = start.AddSeconds(seconds), file_size_bytes = new FileInfo(path).Length },
            cancellationToken);
        return (id, path);
    }

    /// <summary>The hash of each decoded frame.</summary>
    /// <param name="source">A file, or an address.</param>
    /// <param name="cancellationToken">Ends the decoding.</param>
    internal static async Task<string[]> FramesAsync(string source, CancellationToken cancellationToken)
    {
        var lines = await Tool.OutputOfAsync(
            "ffmpeg", ["-v", "error", "-nostdin", "-i", source, "-map", "0:v", "-fps_mode", "passthrough", "-f", "framemd5", "-"], cancellationToken);
        return [.. lines.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(',')[^1].Trim())];
    }
}
