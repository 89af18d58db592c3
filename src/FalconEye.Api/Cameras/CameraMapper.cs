using System.Text.Json.Nodes;
using FalconEye.Api.Motion;
using FalconEye.Api.Recordings.Modes;
using FalconEye.Api.Recordings.Retention;
using FalconEye.Contracts.Cameras;
using FalconEye.Data.Cameras;
using FalconEye.Orchestration;

namespace FalconEye.Api.Cameras;

/// <summary>Shows a stored camera together with what its workload is now.</summary>
public sealed class CameraMapper(IWorkloadOrchestrator orchestrator, CameraIngests ingests, ServerOptions options)
{
    /// <summary>The camera as clients see it.</summary>
    public CameraResponse ToResponse(Camera camera)
    {
        var workload = orchestrator.Find(new(camera.Id, WorkloadComponent.Camera));
        return new CameraResponse
        {
            Id = camera.Id,
            Name = camera.Name,
            Protocol = camera.Protocol,
            Location = camera.Location,
            SourceUrl = Shown(camera.SourceUrl),
            LiveSourceUrl = Shown(camera.LiveSourceUrl),
            DevicePath = camera.DevicePath,
            NodeName = camera.NodeName,
            DeploymentName = workload?.Name,
            ServiceName = workload?.ServiceName,
            StreamPort = workload?.StreamPort,
            ControlPort = workload?.ControlPort,
            Status = camera.Status,
            Resolution = camera.Resolution,
            Framerate = camera.Framerate,
            Metadata = MetadataOf(camera),
            CreatedAt = camera.CreatedAt,
            UpdatedAt = camera.UpdatedAt,
            StreamUrl = workload is null ? null : $"/api/cameras/{camera.Id}/stream",
            RtspPort = PortOf(camera, options.RtspPort),
            RtspsPort = PortOf(camera, options.RtspsPort),
            Motion = CameraMotion.Read(camera.Motion),
            ObjectsProblem = options.Detector.Problem,
            CameraEvents = new(camera.TakesEvents),
            Ingest = workload is null ? null : CameraIngestResponse.From(ingests.Find(camera.Id)),
            RecordingMode = RecordingModes.NameOf(camera.DesiredRecording.Mode),
            RecordingSchedule = RecordingScheduleBody.From(camera.RecordingSchedule),
            RecordingEvents = CameraEventRecording.Read(camera.RecordingEvents),
            Retention = CameraRetention.Of(camera),
            K8sStatus = workload is null
                ? null
                : new WorkloadStatus(workload.ReadyReplicas > 0, 1, workload.ReadyReplicas, workload.ReadyReplicas),
        };
    }

    private static string? Shown(string? text) => SourceAddress.TryParse(text, out var address, out _) ? address.Redacted : null;

    /// <summary>Cameras that send JPEG are not served over RTSP.</summary>
    private static int? PortOf(Camera camera, int port) => port > 0 && camera.Protocol is CameraProtocol.Rtsp or CameraProtocol.Onvif ? port : null;

    private static JsonObject MetadataOf(Camera camera)
    {
        var metadata = JsonNode.Parse(camera.Metadata) as JsonObject ?? [];
        if (camera.LastError is { } error)
        {
            metadata["error"] = error;
        }

        return metadata;
    }
}
