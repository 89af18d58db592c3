namespace FalconEye.Orchestration;

/// <summary>Of several replicas of the server, one does what must not be done twice at once.</summary>
public interface ILeadership
{
    /// <summary>
    /// Runs work while this process leads, again each time that it becomes the leader. Its token ends it when leadership is lost;
    /// leadership is given up only after that work has had time to end.
    /// </summary>
    /// <param name="work">Runs until its token ends it.</param>
    /// <param name="stopping">Ends this process' part for good.</param>
    Task RunAsync(Func<CancellationToken, Task> work, CancellationToken stopping);
}
