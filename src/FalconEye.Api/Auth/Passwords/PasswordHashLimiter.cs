namespace FalconEye.Api.Auth.Passwords;

/// <summary>Lets few passwords be hashed at once: a flood of logins must not take the processor from the cameras.</summary>
internal sealed class PasswordHashLimiter : IDisposable
{
    private readonly SemaphoreSlim _slots = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Waits for a place, which the result gives back.</summary>
    internal async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        return new Slot(_slots);
    }

    public void Dispose() => _slots.Dispose();

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
