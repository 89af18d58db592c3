using FalconEye.Api.Alerts;
using FalconEye.Api.Auth;
using FalconEye.Api.Detection;
using FalconEye.Api.Edge;
using FalconEye.Api.HomeAssistant;
using FalconEye.Api.Recordings.Retention;
using FalconEye.Contracts;
using FalconEye.Contracts.Cameras;
using FalconEye.Data.Postgres;
using FalconEye.Discovery;
using FalconEye.Orchestration.Kubernetes;
using FalconEye.ServiceDefaults;

namespace FalconEye.Api;

/// <summary>How the server is configured to run, read once at start from the environment (architecture.md, "Environment").</summary>
public sealed record ServerOptions
{
    /// <summary>The address to listen on.</summary>
    public required string Host { get; init; }

    /// <summary>The port to listen on.</summary>
    public required int Port { get; init; }

    /// <summary>The port on which cameras are served over RTSP; 0 for not at all.</summary>
    public required int RtspPort { get; init; }

    /// <summary>The port on which they are served over RTSP in TLS; 0 for not at all.</summary>
    public required int RtspsPort { get; init; }

    /// <summary>The ports that the server listens on for others.</summary>
    public IEnumerable<int> Ports => ((int[])[Port, RtspPort, RtspsPort]).Where(port => port > 0);

    /// <summary>Where a browser on this machine reaches the server.</summary>
    public string PublicAddress => LocalAddress(Tls.IsOn, Host, Port);

    /// <summary>Where programs that the server starts reach it.</summary>
    public string OwnAddress => InternalListener?.Address ?? PublicAddress;

    /// <summary>The port for programs that the server starts, while others get HTTPS.</summary>
    internal InternalListener? InternalListener { get; private init; }

    /// <summary>What the server calls itself.</summary>
    public required string AppName { get; init; }

    /// <summary>The folder for everything it keeps.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The folder of all recordings.</summary>
    public required string RecordingsPath { get; init; }

    /// <summary>PostgreSQL's connection string; <see langword="null"/> for SQLite in the data directory.</summary>
    public string? PostgresConnection { get; init; }

    /// <summary>How long a camera may be <c>creating</c>, in minutes.</summary>
    public required int CreatingTimeoutMinutes { get; init; }

    /// <summary>JPEG quality of relayed pictures, 1 to 100.</summary>
    public required int StreamQuality { get; init; }

    /// <summary>Seconds after which a recording continues in a new file.</summary>
    public required int SegmentSeconds { get; init; }

    /// <summary>Megabytes that recordings leave free on the disk.</summary>
    public required int MinFreeDiskMb { get; init; }

    /// <summary>What is kept of recordings until the settings say otherwise.</summary>
    public required RetentionLimits Retention { get; init; }

    /// <summary>Megabytes of the database's disk that conversations leave free for logins and reports of recordings.</summary>
    public required int DataReserveMb { get; init; }

    /// <summary>How alerts leave the server.</summary>
    internal AlertOptions Alerts { get; private init; } = null!;

    /// <summary>The MQTT broker that Home Assistant listens to; <see langword="null"/> when there is none.</summary>
    internal HomeAssistantOptions? HomeAssistant { get; private init; }

    /// <summary>Days that events are kept.</summary>
    public required int EventKeepDays { get; init; }

    /// <summary>How many events are kept at most, of detections and of others each.</summary>
    public required int EventMaxCount { get; init; }

    /// <summary>Seconds that a relay keeps its source open after the last viewer.</summary>
    public required int RelayIdleTimeoutSeconds { get; init; }

    /// <summary>Who reads the cameras: <c>auto</c>, <c>own</c> or <c>ffmpeg</c>.</summary>
    public required string Ingest { get; init; }

    /// <summary>The folder for the conversations with cameras, without passwords and pictures; <see langword="null"/> for none.</summary>
    public string? IngestDumpFolder { get; init; }

    /// <summary>What cameras' programs do by default.</summary>
    internal const string DefaultIngest = "auto";

    /// <summary>Whether relays keep their source open without viewers.</summary>
    public required bool RelayAlwaysOn { get; init; }

    /// <summary>Seconds between a relay's looks whether a camera without viewers is still there.</summary>
    public required int RelayRecheckSeconds { get; init; }

    /// <summary>Seconds that a viewer may take for one picture before it is let go.</summary>
    public required int ViewerStallSeconds { get; init; }

    /// <summary>How long an event stream may be silent before it sends a keep-alive, for proxies that end silent connections.</summary>
    public required TimeSpan Heartbeat { get; init; }

    /// <summary>The size of a camera's picture unless it says otherwise.</summary>
    public required Resolution DefaultResolution { get; init; }

    /// <summary>The frame rate of a camera unless it says otherwise.</summary>
    public required int DefaultFramerate { get; init; }

    /// <summary>The relay program.</summary>
    public required string RelayPath { get; init; }

    /// <summary>The recorder program.</summary>
    public required string RecorderPath { get; init; }

    /// <summary>Debian's <c>motion</c>.</summary>
    public required string MotionPath { get; init; }

    /// <summary>What recognises objects.</summary>
    internal DetectorOptions Detector { get; private init; } = null!;

    /// <summary>The built dashboard; <see langword="null"/> when there is none to serve.</summary>
    public string? DashboardPath { get; init; }

    /// <summary>Other origins whose pages may call the API; <c>*</c> is everyone.</summary>
    public required IReadOnlyList<string> CorsOrigins { get; init; }

    /// <summary>Whether it is encrypted.</summary>
    public required TlsOptions Tls { get; init; }

    /// <summary>What is accepted from the network.</summary>
    public required EdgeOptions Edge { get; init; }

    /// <summary>Logins.</summary>
    public required AuthOptions Auth { get; init; }

    /// <summary>A server that runs FFmpeg for this one; <see langword="null"/> when the relay program does on this machine.</summary>
    public Uri? ProbeUrl { get; init; }

    /// <summary>What that server asks to be shown.</summary>
    public string? ProbeToken { get; init; }

    /// <summary>Where recorders reach the API.</summary>
    public required string ApiUrl { get; init; }

    /// <summary>The cluster that cameras run in; <see langword="null"/> when they run on this machine.</summary>
    public KubernetesOptions? Kubernetes { get; init; }

    /// <summary>Where and how to look for cameras.</summary>
    internal DiscoveryOptions Discovery { get; private init; } = null!;

    /// <summary>Reads and checks all variables.</summary>
    /// <exception cref="InvalidConfigurationException">Names each wrong one.</exception>
    public static ServerOptions Read(IConfiguration configuration)
    {
        var settings = new SettingsReader(configuration);
        var dataDirectory = Path.GetFullPath(settings.Text("DATA_DIR", DefaultDataDirectory()));
        var isCluster = KubernetesSettings.AreWanted(settings);
        var recordingsPath = Path.GetFullPath(settings.Text(
            EnvironmentVariables.RecordingsPath, isCluster ? KubernetesSettings.RecordingsPath : Path.Combine(dataDirectory, "recordings")));
        CheckRecordingsPath(settings, recordingsPath, dataDirectory);
        var isOpen = KubernetesSettings.IsInPod(settings) && AuthSettings.ReadMode(settings) == AuthMode.On;
        var host = settings.Text(EnvironmentVariables.Host, isOpen ? "0.0.0.0" : "127.0.0.1");
        var port = settings.Number(EnvironmentVariables.Port, 8000, 1, 65535);
        var tls = TlsOptions.Read(settings, host, KubernetesSettings.IsInPod(settings));
        var listener = tls.IsOn ? InternalListener.Open() : null;
        var kubernetes = isCluster ? KubernetesSettings.Read(settings, recordingsPath) : null;
        var options = new ServerOptions
        {
            Host = host,
            Port = port,
            RtspPort = settings.Number("RTSP_PORT", 0, 0, 65535),
            RtspsPort = settings.Number("RTSPS_PORT", 0, 0, 65535),
            ApiUrl = settings.Text(
                EnvironmentVariables.ApiUrl,
                kubernetes is null ? listener?.Address ?? LocalAddress(isEncrypted: false, host, port) : $"http://falcon-eye-api.{kubernetes.Namespace}.svc:8000"),
            Kubernetes = kubernetes,
            Tls = tls,
            InternalListener = listener,
            Edge = EdgeOptions.Read(settings),
            ProbeUrl = ReadProbeUrl(settings),
            ProbeToken = settings.Optional(EnvironmentVariables.ProbeToken),
            Auth = AuthSettings.Read(settings, KubernetesSettings.IsInPod(settings)),
            AppName = settings.Text("APP_NAME", "FalconEye"),
            DataDirectory = dataDirectory,
            RecordingsPath = recordingsPath,
            PostgresConnection = ReadPostgres(settings),
            CreatingTimeoutMinutes = settings.Number("CREATING_TIMEOUT_MINUTES", 3, 1, 60),
            StreamQuality = settings.Number("DEFAULT_STREAM_QUALITY", 70, 1, 100),
            SegmentSeconds = settings.Number(EnvironmentVariables.SegmentDuration, 3600, 5, 86400),
            MinFreeDiskMb = settings.Number(EnvironmentVariables.MinFreeDiskMb, 1024, 0, int.MaxValue),
            Retention = RetentionSettings.Read(settings),
            DataReserveMb = settings.Number("DATA_RESERVE_MB", 128, 0, int.MaxValue),
            Alerts = AlertOptions.Read(settings),
            HomeAssistant = HomeAssistantOptions.Read(settings),
            EventKeepDays = settings.Number("EVENT_KEEP_DAYS", 90, 1, 3650),
            EventMaxCount = settings.Number("EVENT_MAX_COUNT", 200_000, 1000, 10_000_000),
            Ingest = settings.OneOf(EnvironmentVariables.Ingest, DefaultIngest, DefaultIngest, "own", "ffmpeg"),
            IngestDumpFolder = settings.Optional(EnvironmentVariables.IngestDump) is { } dump ? Path.GetFullPath(dump) : null,
            RelayIdleTimeoutSeconds = settings.Number(EnvironmentVariables.RelayIdleTimeoutSeconds, 10, 0, 3600),
            RelayAlwaysOn = settings.Flag(EnvironmentVariables.RelayAlwaysOn, false),
            RelayRecheckSeconds = settings.Number(EnvironmentVariables.RelayRecheckSeconds, 3, 1, 3600),
            ViewerStallSeconds = settings.Number(EnvironmentVariables.ViewerStallSeconds, 30, 1, 3600),
            Heartbeat = TimeSpan.FromSeconds(settings.Number("HEARTBEAT_SECONDS", 15, 1, 300)),
            DefaultResolution = settings.Parse("DEFAULT_RESOLUTION", new Resolution(640, 480), Resolution.TryParse, Resolution.Allowed),
            DefaultFramerate = settings.Number("DEFAULT_FRAMERATE", 15, 1, 60),
            RelayPath = settings.Text("RELAY_PATH", Beside("FalconEye.Relay")),
            RecorderPath = settings.Text("RECORDER_PATH", Beside("FalconEye.Recorder")),
            MotionPath = settings.Text("MOTION_PATH", "motion"),
            Detector = DetectorOptions.Read(settings, Beside(DetectorOptions.ProgramName), isCluster),
            DashboardPath = settings.Optional("DASHBOARD_PATH"),
            CorsOrigins = settings.Text("CORS_ORIGINS", "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Discovery = DiscoveryOptions.Read(settings, dataDirectory),
        };
        if (isCluster && KubernetesSettings.IsInPod(settings) && options.PostgresConnection is null)
        {
            settings.RefuseInWords("DATABASE_URL is not set; in a cluster it must be a PostgreSQL database, since a file in a pod is lost with it.");
        }

        if (isCluster && options.IngestDumpFolder is not null)
        {
            settings.RefuseInWords($"{EnvironmentVariables.IngestDump} is set; in a cluster the file would be lost with its pod: try the camera from a machine of the same network.");
        }

        if (File.Exists(options.IngestDumpFolder))
        {
            settings.RefuseInWords($"{EnvironmentVariables.IngestDump} is a file; for the server it must be a folder, or not exist yet.");
        }

        settings.ThrowIfInvalid();
        return options;
    }

    /// <summary>What is below the recordings folder is served to users, so the database and the keys must not be.</summary>
    private static void CheckRecordingsPath(SettingsReader settings, string recordingsPath, string dataDirectory)
    {
        var (recordings, data) = (RealPath.Of(recordingsPath), RealPath.Of(dataDirectory));
        if (data == recordings || data.StartsWith(recordings.TrimEnd('/') + "/", StringComparison.Ordinal))
        {
            settings.RefuseInWords(
                $"{EnvironmentVariables.RecordingsPath} is {recordingsPath}, which contains DATA_DIR ({dataDirectory}) with the database and the keys; it must be a folder without it, for example {Path.Combine(dataDirectory, "recordings")}.");
        }
    }

    private static string LocalAddress(bool isEncrypted, string host, int port) =>
        $"{(isEncrypted ? "https" : "http")}://{(host is "0.0.0.0" or "*" or "::" or "[::]" or "localhost" ? "127.0.0.1" : host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('[') ? $"[{host}]" : host)}:{port}";

    private static Uri? ReadProbeUrl(SettingsReader settings)
    {
        if (settings.Optional(EnvironmentVariables.ProbeUrl) is not { } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            settings.Refuse(EnvironmentVariables.ProbeUrl, "an http:// or https:// address");
        }

        settings.Required(EnvironmentVariables.ProbeToken, $"the token of the server at {EnvironmentVariables.ProbeUrl}");
        return url;
    }

    private static string? ReadPostgres(SettingsReader settings)
    {
        if (settings.Optional("DATABASE_URL") is { } address)
        {
            var connection = PostgresAddress.ToConnectionString(address, out var problem);
            if (connection is null)
            {
                settings.RefuseInWords($"DATABASE_URL cannot be used: {problem}.");
            }

            return connection;
        }

        return settings.Optional("DB_HOST") is { } host
            ? PostgresAddress.ToConnectionString(
                host,
                settings.Number("DB_PORT", 5432, 1, 65535),
                settings.Text("DB_NAME", "falconeye"),
                settings.Text("DB_USER", "falconeye"),
                settings.Optional("DB_PASSWORD"))
            : null;
    }

    private static string DefaultDataDirectory() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "falcon-eye");

    private static string Beside(string program) => Path.Combine(AppContext.BaseDirectory, program);
}
