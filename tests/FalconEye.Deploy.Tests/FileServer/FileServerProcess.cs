using System.Globalization;
using System.Net.Http.Headers;
using FalconEye.Deploy.Tests.Manifests;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;
using k8s.Models;

namespace FalconEye.Deploy.Tests.FileServer;

/// <summary>A real nginx with the file server's configuration, on recordings of the test's own.</summary>
internal sealed class FileServerProcess : IAsyncDisposable
{
    private const string Token = "a1B2c3";

    private readonly TemporaryFolder _folder = new();
    private RunningProgram? _nginx;

    private FileServerProcess() => Directory.CreateDirectory(Recordings);

    /// <summary>What stands in for the node's folder.</summary>
    internal string Recordings => _folder["recordings"];

    /// <summary>Talks to it.</summary>
    internal HttpClient Client { get; } = new()
    {
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Token) },
        BaseAddress = new Uri($"http://127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}"),
    };

    internal static async Task<FileServerProcess> StartAsync(CancellationToken cancellationToken)
    {
        var server = new FileServerProcess();
        var map = (await Overlay.RenderAsync("base")).Named<V1ConfigMap>("falcon-eye-file-server");
        var configuration = map.Data["nginx.conf.template"]
            .Replace("${FILE_SERVER_TOKEN}", Token, StringComparison.Ordinal)
            .Replace("/tmp/", $"{server._folder.Path}/", StringComparison.Ordinal)
            .Replace("/data/falcon-eye/recordings", server.Recordings, StringComparison.Ordinal)
            .Replace("listen 8080;", $"listen {server.Client.BaseAddress!.Authority};", StringComparison.Ordinal);
        await File.WriteAllTextAsync(server._folder["nginx.conf"], configuration, cancellationToken);

        // As root where the tests run as root, whose folder of recordings others may not read.
        server._nginx = RunningProgram.Start(
            "/usr/sbin/nginx",
            new Dictionary<string, string>(),
            "-e", "stderr", "-c", server._folder["nginx.conf"], "-g", "daemon off; user root;");
        await Eventually.HoldsAsync(() => server.IsReadyAsync(cancellationToken), "nginx is ready", cancellationToken);
        return server;
    }

    /// <summary>Puts a recording there.</summary>
    internal void Add(string camera, string file, string content)
    {
        Directory.CreateDirectory(Path.Combine(Recordings, camera));
        File.WriteAllText(Path.Combine(Recordings, camera, file), content);
    }

    public async ValueTask DisposeAsync()
    {
        if (_nginx is not null)
        {
            await _nginx.DisposeAsync();
        }

        Client.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Client.GetAsync("/healthz", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
