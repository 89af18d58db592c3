using System.Collections.Concurrent;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Cameras;

/// <summary>
/// How each camera is read, as its workloads reported last. A recorder's report goes before a relay's: it reads the sound too. Kept in memory by
/// the server that reconciles; another one shows none until it does.
/// </summary>
public sealed class CameraIngests
{
    private readonly ConcurrentDictionary<Guid, (IngestReport? Relay, IngestReport? Recorder)> _reports = [];

    /// <summary>The newest report about a camera; <see langword="null"/> when there is none.</summary>
    /// <param name="cameraId">The camera.</param>
    public IngestReport? Find(Guid cameraId) => _reports.TryGetValue(cameraId, out var reports) ? reports.Recorder ?? reports.Relay : null;

    /// <summary>Notes a relay's report.</summary>
    /// <param name="cameraId">The camera.</param>
    /// <param name="report">The report; <see langword="null"/> when the relay has not opened the camera.</param>
    public void RecordRelayReport(Guid cameraId, IngestReport? report) => _reports.AddOrUpdate(cameraId, (report, null), (_, known) => known with { Relay = report });

    /// <summary>Notes a recorder's report.</summary>
    /// <param name="cameraId">The camera.</param>
    /// <param name="report">The report; <see langword="null"/> when the recorder has not opened the camera, or there is no recorder.</param>
    public void RecordRecorderReport(Guid cameraId, IngestReport? report) => _reports.AddOrUpdate(cameraId, (null, report), (_, known) => known with { Recorder = report });

    /// <summary>Forgets a camera.</summary>
    /// <param name="cameraId">The camera.</param>
    public void Forget(Guid cameraId) => _reports.TryRemove(cameraId, out _);
}
