namespace FalconEye.Orchestration.Local;

/// <summary>One machine has one server, and that leads.</summary>
public sealed class LocalLeadership : ILeadership
{
    /// <inheritdoc/>
    public Task RunAsync(Func<CancellationToken, Task> work, CancellationToken stopping) => work(stopping);
}
