using FalconEye.Relay.Upstream;

namespace FalconEye.Relay.Streams;

/// <summary>The camera's small stream: read as the large one, over a connection of its own that is open while someone watches.</summary>
internal sealed class Substream : IHostedService, IAsyncDisposable
{
    private readonly ServiceProvider? _services;

    public Substream(RelaySettings settings, TimeProvider time, ILoggerFactory loggers)
    {
        if (settings.Substream is { } own)
        {
            _services = new ServiceCollection().AddLogging().AddSingleton(loggers).AddSingleton(time).AddStream(own).BuildServiceProvider();
            Stream = _services.GetRequiredService<RelayedStream>();
        }
    }

    /// <summary>The stream; <see langword="null"/> when the camera has none.</summary>
    internal RelayedStream? Stream { get; }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) =>
        _services?.GetRequiredService<UpstreamSupervisor>().StartAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) =>
        _services?.GetRequiredService<UpstreamSupervisor>().StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _services?.DisposeAsync() ?? ValueTask.CompletedTask;
}
