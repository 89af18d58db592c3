using FalconEye.TestKit;
using FalconEye.TestKit.Cameras;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

/// <summary>What INGEST_DUMP writes for a report about a camera that fails.</summary>
public sealed class IngestDumpTests
{
    private const string Password = "s3cret-of-the-yard";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Test_live_view_and_recording_write_theirs_without_the_password()
    {
        using var folder = new TemporaryFolder();
        await using var camera = await SimulatedCamera.StartAsync(
            new RtspCameraOptions { Authentication = CameraAuthentication.Basic, User = "admin", Password = Password }, Cancelled);
        await using var server = await FalconEyeServer.StartAsync(Cancelled, ("INGEST_DUMP", folder["dumps"]));

        await server.PostAsync("/api/cameras/probe", new { protocol = "rtsp", source_url = camera.UrlWithCredentials }, Cancelled);
        var id = await server.AddCameraAsync("Yard", camera.UrlWithCredentials, Cancelled);
        await server.PostAsync($"/api/cameras/{id}/start", null, Cancelled);
        await server.WaitForStatusAsync(id, "running", Cancelled);
        await server.PostAsync($"/api/cameras/{id}/recording/start", null, Cancelled);

        foreach (var file in (string[])["tests/probe.txt", $"{id}/relay.txt", $"{id}/recorder.txt"])
        {
            var path = Path.Combine(folder["dumps"], file);
            await Eventually.HoldsAsync(() => File.Exists(path) && File.ReadAllText(path).Contains("PLAY", StringComparison.Ordinal), $"{file} has the conversation", Cancelled);
            Assert.DoesNotContain(Password, await File.ReadAllTextAsync(path, Cancelled), StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"admin:{Password}")), await File.ReadAllTextAsync(path, Cancelled), StringComparison.Ordinal);
        }
    }
}
