using System.Net;
using FalconEye.TestKit.Cameras.Onvif;
using FalconEye.TestKit.Programs;

namespace FalconEye.Api.Tests;

public sealed class PtzTests
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_ONVIF_camera_turns_stops_and_goes_to_its_positions_and_others_say_that_they_cannot()
    {
        await using var device = await SimulatedOnvifDevice.StartAsync(new() { User = "admin", Password = "pass" }, Ending);
        device.Remember("p7", "Gate");
        await using var server = await FalconEyeServer.StartAsync(Ending);
        var id = await server.AddCameraAsync("Yard", device.AddressWith("admin", "pass"), Ending, "onvif");
        var other = await server.AddCameraAsync("Door", new Uri("rtsp://127.0.0.1:9/x"), Ending);
        var ptz = $"/api/cameras/{id}/ptz";

        await SendAsync(server, ptz, new { action = "move", pan = 0.5, zoom = -1 });
        await SendAsync(server, ptz, new { action = "stop" });
        await SendAsync(server, ptz, new { action = "home" });
        var preset = Assert.Single((await server.GetAsync($"{ptz}/presets", Ending)).GetProperty("presets").EnumerateArray());
        Assert.Equal(("p7", "Gate"), (preset.GetProperty("token").GetString(), preset.GetProperty("name").GetString()));
        await SendAsync(server, ptz, new { action = "preset", preset = "p7" });

        Assert.Equal(["move 0.5 0 -1 PT3S", "stop", "home", "goto p7"], device.Movements);
        foreach (var (body, field) in ((object, string)[])
            [(new { }, "action"), (new { action = "move" }, "pan"), (new { action = "move", tilt = 1.1 }, "tilt"), (new { action = "preset" }, "preset")])
        {
            var problem = await server.RefuseAsync(HttpMethod.Post, ptz, body, HttpStatusCode.BadRequest, Ending);
            Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
        }

        await server.RefuseAsync(HttpMethod.Get, $"/api/cameras/{other}/ptz/presets", null, HttpStatusCode.Conflict, Ending);
        await server.RefuseAsync(HttpMethod.Get, $"/api/cameras/{Guid.NewGuid()}/ptz/presets", null, HttpStatusCode.NotFound, Ending);
    }

    private static async Task SendAsync(FalconEyeServer server, string path, object body)
    {
        using var response = await server.Client.PostAsync(path, FalconEyeServer.ToContent(body), Ending);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }
}
