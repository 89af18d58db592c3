namespace FalconEye.Orchestration.Local;

/// <summary>All files are on this machine: another node's are none of its.</summary>
public sealed class LocalRecordingNodes : IRecordingNodes
{
    /// <inheritdoc/>
    public Uri? FindFileServer(string node) => null;

    /// <inheritdoc/>
    public Task<bool> RemoveFileAsync(string node, string file, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <inheritdoc/>
    public Task SweepAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
