namespace FalconEye.Api.Events;

/// <summary>Wakes who waits for changes. Several changes wake once.</summary>
internal sealed class ChangeSignal : IDisposable
{
    private readonly SemaphoreSlim _set = new(0, 1);

    /// <summary>Something is to be looked at.</summary>
    internal void Set()
    {
        try
        {
            _set.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is set already.
        }
    }

    /// <summary>Waits until it is set, or a time is over.</summary>
    internal Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) => _set.WaitAsync(timeout, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _set.Dispose();
}
