using FalconEye.Processes.Sandbox;

namespace FalconEye.Api;

/// <summary>Says at start what keeps FFmpeg, relays and recorders from the rest of this machine.</summary>
internal sealed partial class ProtectionLogger(Protections protections, ILogger<ProtectionLogger> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogActive(string.Join(", ", protections.Active));
        foreach (var missing in protections.Missing)
        {
            LogMissing(missing);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "FFmpeg is kept apart by: {Protections}")]
    private partial void LogActive(string protections);

    [LoggerMessage(LogLevel.Warning, "FFmpeg is not kept from {Missing}")]
    private partial void LogMissing(string missing);
}
