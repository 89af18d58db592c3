using System.Globalization;
using FalconEye.TestKit;
using FalconEye.TestKit.Programs;

namespace FalconEye.Bench;

/// <summary>A real nginx with the configuration of the dashboard's image, in front of a server.</summary>
internal sealed class NginxFront : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nginx";

    private readonly TemporaryFolder _folder;
    private readonly RunningProgram _program;

    private NginxFront(TemporaryFolder folder, RunningProgram program, int port)
    {
        (_folder, _program) = (folder, program);
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    /// <summary>A client that goes through it.</summary>
    internal HttpClient Client { get; }

    /// <returns><see langword="null"/> where nginx is not installed.</returns>
    internal static async Task<NginxFront?> StartAsync(int serverPort, CancellationToken cancellationToken)
    {
        if (!File.Exists(Program))
        {
            return null;
        }

        TemporaryFolder folder = new();
        var (port, frontend) = (FreePort.Next(), Path.Combine(RepositoryFolder.Root, "frontend"));
        var site = await File.ReadAllTextAsync(Path.Combine(frontend, "nginx.conf.template"), cancellationToken);
        await File.WriteAllTextAsync(
            folder["site.conf"],
            site.Replace("${API_URL}", $"http://127.0.0.1:{serverPort}", StringComparison.Ordinal)
                .Replace("listen 8080;", string.Create(CultureInfo.InvariantCulture, $"listen 127.0.0.1:{port};"), StringComparison.Ordinal),
            cancellationToken);
        var main = await File.ReadAllTextAsync(Path.Combine(frontend, "nginx.conf"), cancellationToken);
        await File.WriteAllTextAsync(folder["main"], main.Replace("/tmp/", $"{folder.Path}/", StringComparison.Ordinal), cancellationToken);
        var program = RunningProgram.Start(
            Program, new Dictionary<string, string>(), "-e", "stderr", "-c", folder["main"], "-g", "daemon off; user root;");
        var front = new NginxFront(folder, program, port);
        await Eventually.HoldsAsync(() => front.AnswersAsync(cancellationToken), "nginx answers", cancellationToken);
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _program.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Client.GetAsync("/api/chat/health", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
