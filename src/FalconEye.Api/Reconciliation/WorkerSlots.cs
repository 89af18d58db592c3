namespace FalconEye.Api.Reconciliation;

/// <summary>
/// Bounds how many passes run at once. An action of a pass that turns out slow, such as a recorder that finishes a large file or does not
/// answer, gives the pass's slot to another camera meanwhile: however many are stuck, the others are looked at in time.
/// </summary>
/// <param name="passes">How many passes may run at once.</param>
/// <param name="restarts">How many cameras may be restarted at once, so that all of them together do not overload the machine.</param>
/// <param name="time">The clock.</param>
internal sealed class WorkerSlots(int passes, int restarts, TimeProvider time) : IDisposable
{
    /// <summary>An action that takes longer is slow.</summary>
    private static readonly TimeSpan SlowAfter = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _passes = new(passes, passes);
    private readonly SemaphoreSlim _restarts = new(restarts, restarts);

    /// <summary>Waits for a pass to be allowed.</summary>
    internal Task EnterAsync(CancellationToken cancellationToken) => _passes.WaitAsync(cancellationToken);

    internal void Leave() => _passes.Release();

    /// <summary>Runs an action of a pass that may be slow.</summary>
    internal async Task<T> RunAsync<T>(Func<Task<T>> action)
    {
        var running = action();
        using CancellationTokenSource decided = new();
        if (await Task.WhenAny(running, Task.Delay(SlowAfter, time, decided.Token)) == running)
        {
            await decided.CancelAsync();
            return await running;
        }

        _passes.Release();
        try
        {
            return await running;
        }
        finally
        {
            // Never for long, since passes are short.
            await _passes.WaitAsync(CancellationToken.None);
        }
    }

    /// <inheritdoc cref="RunAsync{T}(Func{Task{T}})"/>
    internal Task RunAsync(Func<Task> action) => RunAsync(async () =>
    {
        await action();
        return true;
    });

    /// <summary>Runs a restart when few enough others run.</summary>
    internal Task RestartAsync(Func<Task> restart, CancellationToken cancellationToken) => RunAsync(async () =>
    {
        await _restarts.WaitAsync(cancellationToken);
        try
        {
            await restart();
        }
        finally
        {
            _restarts.Release();
        }
    });

    public void Dispose()
    {
        _passes.Dispose();
        _restarts.Dispose();
    }
}
