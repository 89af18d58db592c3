using System.Globalization;
using System.Text.Json;
using FalconEye.Api.Auth.Workloads;
using FalconEye.Api.Cameras;
using FalconEye.Api.Motion;
using FalconEye.Api.Settings;
using FalconEye.Contracts;
using FalconEye.Contracts.Cameras;
using FalconEye.Data.Cameras;
using FalconEye.Orchestration;

namespace FalconEye.Api.Reconciliation;

/// <summary>
/// Says what must run for a camera. Pure: the same camera and settings give equal specs, so deploying them again changes nothing.
/// </summary>
internal sealed class WorkloadSpecs(ServerOptions options, SettingsService settings, WorkloadCredentials credentials)
{
    /// <param name="camera">The camera.</param>
    /// <param name="name">The name to run it under; one that runs keeps the name it was started with.</param>
    internal WorkloadSpec CameraOf(Camera camera, string name) => new()
    {
        Key = new(camera.Id, WorkloadComponent.Camera),
        Name = $"cam-{camera.Slug}",
        ServiceName = $"svc-{camera.Slug}",
        CopyServiceName = CopyServiceOf(camera),
        CameraName = name,
        Protocol = camera.Protocol,
        NodeName = NodeOf(camera),
        PreferredNodeName = NodeOf(camera) is null ? settings.Current.DefaultCameraNode : null,
        Usb = camera.Protocol == CameraProtocol.Usb ? UsbOf(camera, name) : null,
        Environment = camera.Protocol == CameraProtocol.Usb ? WorkloadEnvironment.Empty : RelayEnvironmentOf(camera, name),
        Secrets = new(
        [
            new(EnvironmentVariables.ApiToken, credentials.Of(new(camera.Id, WorkloadComponent.Camera))),
            .. camera.Protocol == CameraProtocol.Usb ? [] : (KeyValuePair<string, string>[])[new(EnvironmentVariables.RtspUrl, camera.SourceUrl ?? "")],
            .. LiveSources.AddressOf(camera) is { } live ? (KeyValuePair<string, string>[])[new(EnvironmentVariables.LiveUrl, live)] : [],
        ]),
    };

    /// <param name="camera">The camera.</param>
    /// <param name="name">The name to record it under; a recorder that runs keeps the name it was started with.</param>
    /// <param name="cameraAddress">Where the camera's own workload is reached: what a USB camera's recorder records.</param>
    internal WorkloadSpec RecorderOf(Camera camera, string name, Uri? cameraAddress) => new()
    {
        Key = new(camera.Id, WorkloadComponent.Recorder),
        Name = $"rec-{camera.Slug}",
        ServiceName = $"svc-rec-{camera.Slug}",
        CopyServiceName = CopyServiceOf(camera),
        CameraName = name,
        Protocol = camera.Protocol,
        NodeName = camera.Protocol == CameraProtocol.Usb ? NodeOf(camera) : null,
        PreferredNodeName = camera.Protocol == CameraProtocol.Usb ? null : NodeOf(camera) ?? settings.Current.DefaultRecorderNode,
        Environment = new(
        [
            new(EnvironmentVariables.CameraId, camera.Id.ToString()),
            new(EnvironmentVariables.CameraName, name),
            new(EnvironmentVariables.ApiUrl, options.ApiUrl),
            new(EnvironmentVariables.RecordingsPath, options.RecordingsPath),
            new(EnvironmentVariables.SegmentDuration, Text(options.SegmentSeconds)),
            new(EnvironmentVariables.MinFreeDiskMb, Text(options.MinFreeDiskMb)),
            .. IngestOf(new(camera.Id, WorkloadComponent.Recorder)),
        ]),
        Secrets = new(
        [
            new(EnvironmentVariables.ApiToken, credentials.Of(new(camera.Id, WorkloadComponent.Recorder))),
            new(EnvironmentVariables.StreamUrl, camera.SourceUrl ?? MotionAddress(camera, cameraAddress)),
            .. CopyServiceOf(camera) is null
                ? []
                : (KeyValuePair<string, string>[])[new(EnvironmentVariables.RelayToken, credentials.Of(new(camera.Id, WorkloadComponent.Camera)))],
        ]),
    };

    /// <summary>Cameras that speak RTSP may allow one session only; the others serve several.</summary>
    private static string? CopyServiceOf(Camera camera) =>
        camera.Protocol is CameraProtocol.Rtsp or CameraProtocol.Onvif ? $"svc-rec-{camera.Slug}" : null;

    /// <summary>Only what differs from the default, so that an upgrade restarts no camera.</summary>
    private KeyValuePair<string, string>[] IngestOf(WorkloadKey key) =>
    [
        .. options.Ingest == ServerOptions.DefaultIngest ? [] : (KeyValuePair<string, string>[])[new(EnvironmentVariables.Ingest, options.Ingest)],
        .. options.IngestDumpFolder is not { } folder ? [] : (KeyValuePair<string, string>[])[new(EnvironmentVariables.IngestDump, DumpOf(folder, key))],
    ];

    /// <summary>A folder for each camera, so that its programs can be confined to it.</summary>
    private static string DumpOf(string folder, WorkloadKey key) =>
        Path.Combine(folder, key.CameraId.ToString(), key.Component == WorkloadComponent.Camera ? "relay.txt" : "recorder.txt");

    /// <summary>What motion detection looks for; nothing while it is off.</summary>
    private static KeyValuePair<string, string>[] MotionOf(Camera camera) => CameraMotion.Read(camera.Motion) is { Enabled: true } motion
        ? [new(EnvironmentVariables.Motion, JsonSerializer.Serialize(motion.ToSettings(), WireJson.Default.MotionSettings))]
        : [];

    /// <summary>Where a USB camera's recorder finds the picture, with what <c>motion</c> asks for.</summary>
    private string MotionAddress(Camera camera, Uri? address) => address is null
        ? ""
        : new UriBuilder(address)
        {
            UserName = MotionConfiguration.User,
            Password = credentials.Of(new(camera.Id, WorkloadComponent.Camera)),
        }.Uri.AbsoluteUri;

    private WorkloadEnvironment RelayEnvironmentOf(Camera camera, string name)
    {
        var size = SizeOf(camera);
        return new(
        [
            new(EnvironmentVariables.CameraLabel, name),
            new(EnvironmentVariables.Width, Text(size.Width)),
            new(EnvironmentVariables.Height, Text(size.Height)),
            new(EnvironmentVariables.Fps, Text(camera.Framerate)),
            new(EnvironmentVariables.StreamQuality, Text(options.StreamQuality)),
            new(EnvironmentVariables.RelayIdleTimeoutSeconds, Text(options.RelayIdleTimeoutSeconds)),
            new(EnvironmentVariables.RelayAlwaysOn, options.RelayAlwaysOn ? "true" : "false"),
            new(EnvironmentVariables.RelayRecheckSeconds, Text(options.RelayRecheckSeconds)),
            new(EnvironmentVariables.ViewerStallSeconds, Text(options.ViewerStallSeconds)),
            .. MotionOf(camera),
            .. IngestOf(new(camera.Id, WorkloadComponent.Camera)),
        ]);
    }

    private UsbDevice UsbOf(Camera camera, string name)
    {
        var size = SizeOf(camera);
        return new(camera.DevicePath!, size.Width, size.Height, camera.Framerate, options.StreamQuality, name);
    }

    private Resolution SizeOf(Camera camera) => Resolution.TryParse(camera.Resolution) ?? options.DefaultResolution;

    private static string? NodeOf(Camera camera) => camera.NodeName is null or CameraSource.Lan ? null : camera.NodeName;

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
