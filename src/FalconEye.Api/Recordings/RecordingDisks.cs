using FalconEye.Contracts.Recordings;
using FalconEye.Orchestration;

namespace FalconEye.Api.Recordings;

/// <summary>
/// The disks that recordings are written to: this machine's, or in a cluster those of its nodes, as the recorders there tell.
/// </summary>
internal sealed class RecordingDisks(ServerOptions options, IWorkloadOrchestrator orchestrator, RecorderClient recorders) : IRecordingDisks
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>This machine's disk; <see langword="null"/> in a cluster.</summary>
    internal DiskState? ReadOwn()
    {
        if (options.Kubernetes is not null || !Directory.Exists(options.RecordingsPath))
        {
            return null;
        }

        var drive = new DriveInfo(options.RecordingsPath);
        return new DiskState(drive.TotalSize, drive.AvailableFreeSpace, options.MinFreeDiskMb * Megabyte);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<NodeDisk>> ReadAsync(CancellationToken cancellationToken)
    {
        if (options.Kubernetes is null)
        {
            return ReadOwn() is { } own ? [new(Environment.MachineName, own)] : [];
        }

        var nodes = orchestrator.List()
            .Where(workload => workload is { Key.Component: WorkloadComponent.Recorder, Phase: WorkloadPhase.Running })
            .Where(workload => workload is { NodeName: not null, Address: not null })
            .GroupBy(workload => workload.NodeName!, workload => workload.Address!);
        var disks = await Task.WhenAll(nodes.Select(node => AskAsync(node.Key, node, cancellationToken)));
        return [.. disks.OfType<NodeDisk>().OrderBy(disk => disk.Node, StringComparer.Ordinal)];
    }

    /// <summary>What a recorder says of its disk, which all recorders of its node share.</summary>
    internal static DiskState? StateOf(RecorderStatus? recorder) =>
        recorder?.Disk is { } disk ? new(disk.TotalBytes, disk.FreeBytes, disk.ReservedBytes) : null;

    private async Task<NodeDisk?> AskAsync(string node, IEnumerable<Uri> addresses, CancellationToken cancellationToken)
    {
        // One that does not answer in its two seconds says nothing of the next, but the disk is not worth more than a second try.
        foreach (var address in addresses.Take(2))
        {
            if (StateOf(await recorders.ReadStatusAsync(address, cancellationToken)) is { } state)
            {
                return new(node, state);
            }
        }

        return null;
    }
}
