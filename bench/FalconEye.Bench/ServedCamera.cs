using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Bench;

/// <summary>A camera of a server that is measured.</summary>
internal static class ServedCamera
{
    /// <summary>Adds a camera over RTSP and starts it.</summary>
    /// <returns>Its id, once it runs.</returns>
    internal static async Task<string> AddAsync(FalconEyeServer server, Uri source, CancellationToken cancellationToken)
    {
        var body = new { name = "bench", protocol = "rtsp", source_url = source.AbsoluteUri, resolution = "640x480", framerate = 15 };
        var id = (await server.PostAsync("/api/cameras", body, cancellationToken)).GetProperty("id").GetString()!;
        await server.PostAsync($"/api/cameras/{id}/start", null, cancellationToken);
        await Eventually.HoldsAsync(
            async () => (await server.GetAsync($"/api/cameras/{id}", cancellationToken)).GetProperty("status").GetString() == "running",
            "the camera runs",
            cancellationToken,
            TimeSpan.FromSeconds(20));
        return id;
    }
}
