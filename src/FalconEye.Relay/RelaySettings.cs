using System.Text.Json;
using FalconEye.Contracts;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ingest;
using FalconEye.Relay.Upstream;
using FalconEye.ServiceDefaults;

namespace FalconEye.Relay;

/// <summary>What a relay reads from its environment.</summary>
internal sealed record RelaySettings
{
    /// <summary>The address to listen on.</summary>
    public required string Host { get; init; }

    /// <summary>The port to listen on.</summary>
    public required int Port { get; init; }

    /// <summary>The camera.</summary>
    public required SourceAddress Source { get; init; }

    /// <summary>The camera's small stream; <see langword="null"/> for none.</summary>
    public SourceAddress? LiveSource { get; init; }

    /// <summary>Whether these are the settings of the small stream: it is opened for viewers and for nothing else.</summary>
    public bool IsSubstream { get; private init; }

    /// <summary>Width of the relayed frame in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the relayed frame in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Frames per second at most.</summary>
    public required int Fps { get; init; }

    /// <summary>The camera's name, for people.</summary>
    public required string Label { get; init; }

    /// <summary>JPEG quality, 1 to 100.</summary>
    public required int Quality { get; init; }

    /// <summary>How long the source stays open after the last viewer.</summary>
    public required TimeSpan IdleTimeout { get; init; }

    /// <summary>Whether the source stays open without viewers.</summary>
    public required bool AlwaysOn { get; init; }

    /// <summary>How often to look whether a camera without viewers is still there.</summary>
    public required TimeSpan Recheck { get; init; }

    /// <summary>How long a viewer may take for one frame.</summary>
    public required TimeSpan ViewerStall { get; init; }

    /// <summary>Who reads the camera.</summary>
    public required IngestMode Ingest { get; init; }

    /// <summary>The file that gets the conversation with the camera; <see langword="null"/> for none.</summary>
    public string? IngestDump { get; init; }

    /// <summary>What callers must present; <see langword="null"/> accepts every caller.</summary>
    public string? ApiToken { get; init; }

    /// <summary>Where the camera's recorder is reached; <see langword="null"/> for a relay that opens the camera always.</summary>
    public Uri? Recorder { get; init; }

    /// <summary>What motion detection looks for; <see langword="null"/> while it is off.</summary>
    public MotionSettings? Motion { get; init; }

    /// <summary>
    /// The settings of the camera's small stream; <see langword="null"/> when it has none. The recorder has the large one, and motion is looked
    /// for there.
    /// </summary>
    internal RelaySettings? Substream => LiveSource is { } source
        ? this with { Source = source, LiveSource = null, IsSubstream = true, Recorder = null, Motion = null, AlwaysOn = false, IngestDump = null }
        : null;

    /// <summary>Reads the environment.</summary>
    /// <exception cref="InvalidConfigurationException">A variable is wrong.</exception>
    internal static RelaySettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var source = ReadSource(reader);
        var settings = new RelaySettings
        {
            Host = reader.Text(EnvironmentVariables.Host, "0.0.0.0"),
            Port = reader.Number(EnvironmentVariables.Port, 8081, 0, 65535),
            Source = source!,
            LiveSource = ReadAddress(reader, EnvironmentVariables.LiveUrl, reader.Optional(EnvironmentVariables.LiveUrl) ?? ""),
            Width = Even(reader, EnvironmentVariables.Width, 640),
            Height = Even(reader, EnvironmentVariables.Height, 480),
            Fps = reader.Number(EnvironmentVariables.Fps, 15, 1, 60),
            Label = reader.Text(EnvironmentVariables.CameraLabel, "camera"),
            Quality = reader.Number(EnvironmentVariables.StreamQuality, 70, 1, 100),
            IdleTimeout = TimeSpan.FromSeconds(reader.Number(EnvironmentVariables.RelayIdleTimeoutSeconds, 10, 0, 3600)),
            AlwaysOn = reader.Flag(EnvironmentVariables.RelayAlwaysOn, false),
            Recheck = TimeSpan.FromSeconds(reader.Number(EnvironmentVariables.RelayRecheckSeconds, 3, 1, 3600)),
            Ingest = reader.Parse(EnvironmentVariables.Ingest, IngestMode.Auto, IngestModes.Parse, IngestModes.Allowed),
            IngestDump = reader.Optional(EnvironmentVariables.IngestDump),
            Motion = ReadMotion(reader),
            ApiToken = reader.Optional(EnvironmentVariables.ApiToken),
            Recorder = ReadRecorder(reader),
            ViewerStall = TimeSpan.FromSeconds(reader.Number(EnvironmentVariables.ViewerStallSeconds, 30, 1, 3600)),
        };
        reader.ThrowIfInvalid();
        OwnServices.Add(settings.Port);
        return settings;
    }

    /// <summary>Reads the camera's address alone.</summary>
    /// <exception cref="InvalidConfigurationException">It is missing or wrong.</exception>
    internal static SourceAddress ReadSourceOnly(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var source = ReadSource(reader);
        reader.ThrowIfInvalid();
        return source!;
    }

    /// <summary>The address may hold a password, so it is refused without being shown.</summary>
    private static SourceAddress? ReadSource(SettingsReader reader)
    {
        OwnServices.AddAll(reader.Optional(EnvironmentVariables.OwnPorts));
        return ReadAddress(
            reader,
            EnvironmentVariables.RtspUrl,
            reader.Required(EnvironmentVariables.RtspUrl, "the camera's address, for example rtsp://user:password@192.168.1.20:554/stream1"));
    }

    private static SourceAddress? ReadAddress(SettingsReader reader, string variable, string text)
    {
        if (text.Length > 0 && !SourceAddress.TryParse(text, out _, out var problem))
        {
            reader.RefuseInWords($"{variable} is not the address of a camera. {problem}");
        }

        return SourceAddress.TryParse(text, out var address, out _) ? address : null;
    }

    private static Uri? ReadRecorder(SettingsReader reader)
    {
        if (reader.Optional(EnvironmentVariables.RecorderUrl) is not { } text)
        {
            return null;
        }

        var address = RecorderConnection.ParseAddress(text);
        if (address is null)
        {
            reader.Refuse(EnvironmentVariables.RecorderUrl, "http://host:port or unix:///path");
        }

        return address;
    }

    /// <summary>The server has checked what it says.</summary>
    private static MotionSettings? ReadMotion(SettingsReader reader)
    {
        if (reader.Optional(EnvironmentVariables.Motion) is not { } text)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(text, WireJson.Default.MotionSettings);
        }
        catch (JsonException)
        {
            reader.Refuse(EnvironmentVariables.Motion, "the settings of motion detection as JSON");
            return null;
        }
    }

    /// <summary>4:2:0 frames have even sides.</summary>
    private static int Even(SettingsReader reader, string name, int fallback) => reader.Parse<int>(
        name,
        fallback,
        text => int.TryParse(text, out var value) && value is >= 16 and <= 7680 && value % 2 == 0 ? value : null,
        "an even number from 16 to 7680");
}
