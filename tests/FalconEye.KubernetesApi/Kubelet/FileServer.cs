using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>Stands for the file server's nginx, whose configuration names paths that only a container has: <c>/{camera}/{file}</c>, with ranges.</summary>
public static partial class FileServer
{
    private const string Recordings = "/data/falcon-eye/recordings";
    private const int Port = 8080;

    /// <summary>Serves until it is cancelled.</summary>
    public static async Task RunAsync(PodContext pod, CancellationToken cancellationToken)
    {
        var root = pod.FolderOf(Recordings);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{pod.Address}:{Port}");
        await using var app = builder.Build();
        app.MapGet("/healthz", () => Results.NoContent());
        app.MapGet("/{camera}/{file}", (string camera, string file) =>
            Camera().IsMatch(camera) && file[0] != '.' && Path.Combine(root, camera, file) is var path && File.Exists(path)
                ? Results.File(path, "video/mp4", lastModified: File.GetLastWriteTimeUtc(path), enableRangeProcessing: true)
                : Results.NotFound());
        await app.StartAsync(cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [GeneratedRegex("^[0-9a-f-]{36}$")]
    private static partial Regex Camera();
}
