using Microsoft.Extensions.Hosting;

namespace FalconEye.ServiceDefaults;

/// <summary>
/// Collects what the start of a program left behind. A native program builds its generic types when they are used first, which leaves some megabytes
/// that are old by then; they would stay for good, since a relay or recorder allocates too little for its whole heap to be collected.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class GarbageOfStart(TimeProvider time) : BackgroundService
{
    /// <summary>What is done first after the start, such as opening the camera, has been done by then.</summary>
    private static readonly TimeSpan After = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Collect();
        await Task.Delay(After, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stoppingToken.IsCancellationRequested)
        {
            Collect();
        }
    }

    private static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
