namespace FalconEye.Orchestration;

/// <summary>Reaches the recordings that lie on the disks of nodes.</summary>
public interface IRecordingNodes
{
    /// <summary>Where the recordings of a node are served, read-only, at <c>{camera_id}/{file_name}</c>.</summary>
    /// <returns><see langword="null"/> when the node, or what serves its files, is not there now.</returns>
    Uri? FindFileServer(string node);

    /// <summary>Has a file of a node removed: at once, or when the node is back.</summary>
    /// <param name="node">The node.</param>
    /// <param name="file"><c>{camera_id}/{file_name}</c>.</param>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    /// <returns>Whether it is removed already.</returns>
    /// <exception cref="OrchestrationException">It cannot be removed; the message says why.</exception>
    Task<bool> RemoveFileAsync(string node, string file, CancellationToken cancellationToken);

    /// <summary>Forgets removals that are done, or whose node will never come back.</summary>
    /// <exception cref="OrchestrationException">They cannot be forgotten now; the message says why.</exception>
    Task SweepAsync(CancellationToken cancellationToken);
}
