using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>
/// Stands for the file server's nginx, whose configuration names paths that only a container has: <c>/{camera}/{file}</c>, with ranges, for
/// who shows its token.
/// </summary>
public static partial class FileServer
{
    private const string Recordings = "/data/falcon-eye/recordings";
    private const int Port = 8080;
    private const string TokenVariable = "FILE_SERVER_TOKEN";

    /// <summary>Serves until it is cancelled.</summary>
    public static async Task RunAsync(PodContext pod, CancellationToken cancellationToken)
    {
        var root = pod.FolderOf(Recordings);
        var password = $"Bearer {pod.Environment[TokenVariable]}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{pod.Address}:{Port}");
        await using var app = builder.Build();
        app.MapGet("/healthz", () => Results.NoContent());
        app.MapMethods("/{camera}/{file}", [HttpMethods.Get, HttpMethods.Head], (HttpRequest request, string camera, string file) =>
            request.Headers.Authorization != password ? Results.Unauthorized()
                : Camera().IsMatch(camera) && file[0] != '.' && Path.Combine(root, camera, file) is var path && File.Exists(path) ? FileAt(path)
                : Results.NotFound());
        await app.StartAsync(cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>With nginx's entity tag: when it was written, and how long it is.</summary>
    private static IResult FileAt(string path)
    {
        var (written, length) = (File.GetLastWriteTimeUtc(path), new FileInfo(path).Length);
        return Results.File(path, "video/mp4", null, written, new EntityTagHeaderValue($"\"{new DateTimeOffset(written).ToUnixTimeSeconds():x}-{length:x}\""), enableRangeProcessing: true);
    }

    [GeneratedRegex("^[0-9a-f-]{36}$")]
    private static partial Regex Camera();
}
