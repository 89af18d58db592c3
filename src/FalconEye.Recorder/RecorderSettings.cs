using FalconEye.Contracts;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ingest;
using FalconEye.ServiceDefaults;

namespace FalconEye.Recorder;

/// <summary>What a recorder reads from its environment.</summary>
public sealed record RecorderSettings
{
    private const long BytesPerMegabyte = 1024 * 1024;

    /// <summary>Address to listen on.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port to listen on.</summary>
    public required int Port { get; init; }

    /// <summary>The camera.</summary>
    public required Guid CameraId { get; init; }

    /// <summary>Its name.</summary>
    public required string CameraName { get; init; }

    /// <summary>Its stream.</summary>
    public required SourceAddress Source { get; init; }

    /// <summary>Base address of the API, with a slash at the end.</summary>
    public required Uri ApiUrl { get; init; }

    /// <summary>The folder of all recordings, absolute.</summary>
    public required string RecordingsPath { get; init; }

    /// <summary>How long a file gets before the recording continues in a new one.</summary>
    public required TimeSpan SegmentDuration { get; init; }

    /// <summary>Who reads the camera.</summary>
    public required IngestMode Ingest { get; init; }

    /// <summary>The file that gets the conversation with the camera; <see langword="null"/> for none.</summary>
    public string? IngestDump { get; init; }

    /// <summary>Bytes that must stay free on the disk.</summary>
    public required long MinFreeDisk { get; init; }

    /// <summary>The node this runs on.</summary>
    public required string? NodeName { get; init; }

    /// <summary>What callers must present, and what the API is shown; <see langword="null"/> accepts every caller.</summary>
    public string? ApiToken { get; init; }

    /// <summary>What the camera's relay shows; it is good for <see cref="FalconEye.Media.Copy.StreamCopy.Path"/> alone.</summary>
    public string? RelayToken { get; init; }

    /// <summary>A Unix socket on which it listens too, for a relay of this machine; <see langword="null"/> for none.</summary>
    public string? CopySocket { get; init; }

    /// <summary>Reads the environment.</summary>
    /// <exception cref="InvalidConfigurationException">At least one variable is wrong.</exception>
    public static RecorderSettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var source = ReadSource(reader);
        var settings = new RecorderSettings
        {
            Host = reader.Text(EnvironmentVariables.Host, "127.0.0.1"),
            Port = reader.Number(EnvironmentVariables.Port, 8080, 1, 65535),
            CameraId = ReadCameraId(reader),
            CameraName = reader.Required(EnvironmentVariables.CameraName, "the camera's name"),
            Source = source!,
            ApiUrl = ReadApiUrl(reader)!,
            RecordingsPath = ReadRecordingsPath(reader),
            SegmentDuration = TimeSpan.FromSeconds(reader.Number(EnvironmentVariables.SegmentDuration, 3600, 1, 86400)),
            MinFreeDisk = reader.Number(EnvironmentVariables.MinFreeDiskMb, 1024, 0, int.MaxValue) * BytesPerMegabyte,
            Ingest = reader.Parse(EnvironmentVariables.Ingest, IngestMode.Auto, IngestModes.Parse, IngestModes.Allowed),
            IngestDump = reader.Optional(EnvironmentVariables.IngestDump),
            ApiToken = reader.Optional(EnvironmentVariables.ApiToken),
            RelayToken = reader.Optional(EnvironmentVariables.RelayToken),
            CopySocket = reader.Optional(EnvironmentVariables.CopySocket),
            NodeName = reader.Optional(EnvironmentVariables.NodeName),
        };
        reader.ThrowIfInvalid();
        OwnServices.AddAll(reader.Optional(EnvironmentVariables.OwnPorts));
        OwnServices.Add(settings.Port);
        return settings;
    }

    private static Guid ReadCameraId(SettingsReader reader)
    {
        const string Purpose = "the camera's id, a UUID";
        return reader.Required(EnvironmentVariables.CameraId, Purpose).Length == 0
            ? Guid.Empty
            : reader.Parse(EnvironmentVariables.CameraId, Guid.Empty, text => Guid.TryParse(text, out var id) ? id : null, Purpose);
    }

    /// <summary>The address may hold a password: a wrong one is not repeated in the message.</summary>
    private static SourceAddress? ReadSource(SettingsReader reader)
    {
        var text = reader.Required(EnvironmentVariables.StreamUrl, "the address of the camera's stream");
        if (!SourceAddress.TryParse(text, out var address, out var problem) && text.Length > 0)
        {
            reader.RefuseInWords($"{EnvironmentVariables.StreamUrl} is wrong: {problem}");
        }

        return address;
    }

    private static Uri? ReadApiUrl(SettingsReader reader)
    {
        var text = reader.Required(EnvironmentVariables.ApiUrl, "the address of the API, for example http://127.0.0.1:8000");
        if (Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            return uri;
        }

        if (text.Length > 0)
        {
            reader.Refuse(EnvironmentVariables.ApiUrl, "an http:// or https:// address");
        }

        return null;
    }

    private static string ReadRecordingsPath(SettingsReader reader)
    {
        var text = reader.Required(EnvironmentVariables.RecordingsPath, "the folder of all recordings");
        if (text.Length > 0 && !Path.IsPathFullyQualified(text))
        {
            reader.Refuse(EnvironmentVariables.RecordingsPath, "an absolute path");
        }

        return text;
    }
}
