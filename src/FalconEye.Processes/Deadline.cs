namespace FalconEye.Processes;

/// <summary>
/// A limit on how long an operation may take, measured by a clock that tests can turn. It ends early with the caller's token, and
/// <see cref="HasPassed"/> tells the two ends apart.
/// </summary>
public sealed class Deadline : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _linked;

    private Deadline(TimeSpan timeout, TimeProvider time, CancellationToken caller)
    {
        (_timeout, _caller) = (timeout, caller);
        _timer = new CancellationTokenSource(timeout, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(caller, _timer.Token);
    }

    /// <summary>Cancelled when the time is over, or by the caller.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>Whether the time is over, and the caller has not given up itself.</summary>
    public bool HasPassed => _timer.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>Starts a limit of <paramref name="timeout"/> from now.</summary>
    public static Deadline After(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken) => new(timeout, time, cancellationToken);

    /// <summary>Runs an operation with a limit.</summary>
    /// <param name="operation">What is waited for, as the message of the exception names it.</param>
    /// <param name="timeout">The limit.</param>
    /// <param name="time">The clock.</param>
    /// <param name="action">The operation; it must end when its token is cancelled.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="TimeoutException">The time was over first.</exception>
    public static async Task<T> RunAsync<T>(
        string operation, TimeSpan timeout, TimeProvider time, Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken)
    {
        using var deadline = After(timeout, time, cancellationToken);
        try
        {
            return await action(deadline.Token);
        }
        catch (OperationCanceledException e) when (deadline.HasPassed)
        {
            throw new TimeoutException($"{operation} did not complete within {timeout.TotalSeconds:0.#} seconds.", e);
        }
    }

    /// <summary>Starts the limit again from now, as after each sign of progress. Too late once it has passed.</summary>
    public void Restart() => _timer.CancelAfter(_timeout);

    /// <summary>Releases the timer.</summary>
    public void Dispose()
    {
        _linked.Dispose();
        _timer.Dispose();
    }
}
