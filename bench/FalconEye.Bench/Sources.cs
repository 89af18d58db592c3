using FalconEye.TestKit.Cameras;

namespace FalconEye.Bench;

/// <summary>The cameras that all are measured on.</summary>
internal static class Sources
{
    /// <summary>What a person would type to get what the relay sends, to nowhere; quality 70 of the relay is 7 of FFmpeg's.</summary>
    internal static readonly string[] BareTranscode = ["-an", "-vf", "scale=640:480", "-q:v", "7", "-f", "mjpeg", "-y", "/dev/null"];

    /// <summary>1280x720, 15 fps, 2 Mbit/s H.264 over RTSP.</summary>
    internal static RtspCameraOptions HighDefinition { get; } = new() { Width = 1280, Height = 720, Bitrate = 2000 };

    /// <summary>640x480, 15 fps Motion JPEG: about 40 kB for each frame at this quality.</summary>
    internal static MjpegCameraOptions MotionJpeg { get; } = new() { Width = 640, Height = 480, Quality = 3 };
}
