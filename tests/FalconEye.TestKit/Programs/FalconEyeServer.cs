using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using FalconEye.TestKit.Networks;

namespace FalconEye.TestKit.Programs;

/// <summary>The server as a real process on a free port, with a data directory of its own that survives its restarts.</summary>
public sealed class FalconEyeServer : IAsyncDisposable
{
    /// <summary>What the first administrator has to enter.</summary>
    public const string SetupCode = "SETUP-CODE-OF-TESTS";

    private static readonly string DetectorModel = Path.Combine(RepositoryFolder.Root, "artifacts", "detector-model", "nanodet-g-416.onnx");
    private static readonly TimeSpan StartDeadline = Eventually.DefaultDeadline;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment;
    private readonly NetworkNamespace? _network;
    private RunningProgram? _program;

    private FalconEyeServer(IReadOnlyDictionary<string, string> environment, NetworkNamespace? network)
    {
        _network = network;
        Port = FreePort.Next();
        Client = new HttpClient(HandlerFor(network)) { BaseAddress = new Uri($"{SchemeOf(environment)}://127.0.0.1:{Port}"), Timeout = TimeSpan.FromSeconds(40) };
        _environment = new Dictionary<string, string>
        {
            ["PORT"] = Port.ToString(CultureInfo.InvariantCulture),
            ["API_URL"] = $"http://127.0.0.1:{Port}",
            ["DATA_DIR"] = DataDirectory,
            ["RELAY_PATH"] = ProgramFile.Find("FalconEye.Relay"),
            ["RECORDER_PATH"] = ProgramFile.Find("FalconEye.Recorder"),
            ["DETECTOR_PATH"] = ProgramFile.Find("FalconEye.Detector"),
            ["DETECTOR_MODEL"] = File.Exists(DetectorModel) ? DetectorModel : "",
            ["MIN_FREE_DISK_MB"] = "50",
            ["AUTH_MODE"] = "off",
            ["SETUP_CODE"] = SetupCode,
            ["RATE_LIMIT_PER_MINUTE"] = "1000000",
        };
        foreach (var (name, value) in environment)
        {
            _environment[name] = value;
        }
    }

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    /// <summary>Where it keeps everything.</summary>
    public string DataDirectory => Path.Combine(_folder.Path, "data");

    /// <summary>A client of its API.</summary>
    public HttpClient Client { get; }

    /// <summary>The process that runs now.</summary>
    public RunningProgram Program => _program ?? throw new InvalidOperationException("The server is not started.");

    /// <summary>
    /// Starts a server and waits until it is ready. It asks no one who they are, unless the settings say <c>AUTH_MODE=on</c>.
    /// </summary>
    public static Task<FalconEyeServer> StartAsync(CancellationToken cancellationToken, params (string Name, string Value)[] settings) =>
        StartInAsync(null, cancellationToken, settings);

    /// <summary>Starts a server inside a network, where <see cref="Client"/> reaches it too.</summary>
    public static async Task<FalconEyeServer> StartInAsync(
        NetworkNamespace? network, CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        var server = new FalconEyeServer(settings.ToDictionary(setting => setting.Name, setting => setting.Value), network);
        await server.StartAgainAsync(cancellationToken);
        return server;
    }

    /// <summary>Changes a setting for its next start.</summary>
    public void Change(string setting, string value) => _environment[setting] = value;

    /// <summary>
    /// Starts it again on the same data, after <see cref="RunningProgram.StopAsync"/> or <see cref="RunningProgram.KillAsync"/>.
    /// </summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        var file = ProgramFile.Find("FalconEye.Api");
        var command = _network?.CommandOf(file, []) ?? [file];
        _program = RunningProgram.Start(command[0], _environment, [.. command.Skip(1)]);
        try
        {
            await Eventually.HoldsAsync(() => IsReadyAsync(cancellationToken), "the server is ready", cancellationToken, StartDeadline);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message} It wrote:\n{_program.Output}", e);
        }
    }

    /// <summary>GETs a document that must be there.</summary>
    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>POSTs to an address that must answer with success.</summary>
    public Task<JsonElement> PostAsync(string path, object? body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, body, cancellationToken);

    /// <summary>Sends a request that must succeed.</summary>
    /// <returns>The answer's JSON.</returns>
    /// <exception cref="HttpRequestException">It did not succeed; the message has the answer.</exception>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : ToContent(body) };
        using var response = await Client.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement
            : throw new HttpRequestException($"{method} {path} answered {(int)response.StatusCode}: {text}", null, response.StatusCode);
    }

    /// <summary>A body of JSON; a string is sent as it is, so that it may be wrong.</summary>
    public static HttpContent ToContent(object body) =>
        body is string text ? new StringContent(text, Encoding.UTF8, "application/json") : JsonContent.Create(body);

    /// <summary>Ends the server, its children and its data.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }

        Client.Dispose();
        _folder.Dispose();
    }

    /// <summary>As the server decides it (docs/operate/tls.md).</summary>
    private static string SchemeOf(IReadOnlyDictionary<string, string> environment) => environment.GetValueOrDefault("TLS") switch
    {
        "on" => Uri.UriSchemeHttps,
        "off" => Uri.UriSchemeHttp,
        _ => environment.GetValueOrDefault("HOST", "127.0.0.1") == "127.0.0.1" && !environment.ContainsKey("TLS_CERT") ? Uri.UriSchemeHttp : Uri.UriSchemeHttps,
    };

    private static SocketsHttpHandler HandlerFor(NetworkNamespace? network)
    {
        var handler = new SocketsHttpHandler();

        // The certificate of a test's server is its own.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        if (network is not null)
        {
            handler.ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = network.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }

        return handler;
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Client.GetAsync("/healthz/ready", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
