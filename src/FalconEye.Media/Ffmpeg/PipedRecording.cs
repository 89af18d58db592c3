using System.Globalization;
using FalconEye.Processes;
using FalconEye.Processes.Sandbox;

namespace FalconEye.Media.Ffmpeg;

/// <summary>An FFmpeg that gets a part of a recording by a pipe and answers by another, in a sandbox that sees no file and no network.</summary>
internal static class PipedRecording
{
    /// <summary>How to start it.</summary>
    /// <param name="threads">On how many threads it decodes.</param>
    /// <param name="output">The arguments behind its input.</param>
    /// <param name="maxCpuSeconds">Seconds of processor time at most.</param>
    internal static ProcessSpec Describe(int threads, IReadOnlyList<string> output, long maxCpuSeconds) => new("ffmpeg")
    {
        Arguments =
        [
            "-nostdin", "-v", "error", "-threads", threads.ToString(CultureInfo.InvariantCulture),
            .. CameraVideo.Limits(CameraVideo.RecordingFormats, "pipe"),
            "-f", "mov", "-i", "pipe:0",
            .. output,
        ],
        WritesStandardInput = true,
        ReadsStandardOutput = true,
        Sandbox = new SandboxPolicy(SandboxProfile.Decoder) { MaxAddressSpace = FfmpegSource.MaxAddressSpace, MaxCpuSeconds = maxCpuSeconds },
    };
}
