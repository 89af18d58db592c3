using FalconEye.Contracts.Cameras;
using FalconEye.TestKit.Cameras;

namespace FalconEye.Relay.Tests;

public sealed class DistantKeyframeTests
{
    [Fact]
    public async Task A_keyframe_that_is_far_away_is_waited_for_in_one_connection_and_the_wait_is_reported()
    {
        // The keyframe comes after 11 s, and no other within the time of this test: the first one alone has to do.
        var options = new ScriptedRtspOptions { KeyframeDistance = 900, FirstFrame = 790 };
        await using var camera = await ScriptedRtspCamera.StartAsync(options, TestContext.Current.CancellationToken);
        await using var relay = await RelayProgram.StartAsync(camera.Url);
        await using var viewer = await RelayViewer.OpenAsync(relay);

        var waiting = await relay.UntilAsync(health => health.Error is not null, "the wait is reported");
        await viewer.SeesAsync(2);

        Assert.Equal(RelayStatus.Starting, waiting.Status);
        Assert.Contains("keyframe", waiting.Error, StringComparison.Ordinal);
        Assert.Equal(IngestKind.Own, waiting.Ingest!.Kind);
        Assert.Equal(1, camera.Plays);
    }
}
