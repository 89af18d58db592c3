using FalconEye.TestKit;

namespace FalconEye.Recorder.Tests.Mp4;

/// <summary>A fragmented MP4 file as FFmpeg writes it for the recorder: three seconds, keyframes each second, with sound.</summary>
public sealed class RecordingFixture : IAsyncLifetime
{
    /// <summary>The recording.</summary>
    public byte[] Fragmented { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        using var folder = new TemporaryFolder();
        var video = folder["recording.mp4"];
        await Tool.OutputOfAsync(
            "ffmpeg",
            [
                "-v", "error", "-nostdin", "-f", "lavfi", "-i", "testsrc2=size=160x120:rate=10", "-f", "lavfi", "-i", "sine=sample_rate=8000", "-t", "3",
                "-c:v", "libx264", "-preset", "ultrafast", "-g", "10", "-c:a", "aac",
                "-movflags", "frag_keyframe+empty_moov+default_base_moof+frag_discont", "-frag_duration", "500000", "-use_editlist", "0", video,
            ],
            TestContext.Current.CancellationToken);
        Fragmented = await File.ReadAllBytesAsync(video);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
