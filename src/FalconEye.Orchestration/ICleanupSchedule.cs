namespace FalconEye.Orchestration;

/// <summary>The schedule of the cleanup.</summary>
public interface ICleanupSchedule
{
    /// <summary>Checks that a schedule would be taken, and changes nothing.</summary>
    /// <param name="cron">A cron expression of five fields, in UTC.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="OrchestrationException">The schedule would not be taken; the message says why.</exception>
    Task CheckAsync(string cron, CancellationToken cancellationToken);

    /// <summary>Has the cleanup started by another schedule from now on.</summary>
    /// <param name="cron">A cron expression of five fields, in UTC.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="OrchestrationException">The schedule is not taken; the message says why.</exception>
    Task SetAsync(string cron, CancellationToken cancellationToken);
}
