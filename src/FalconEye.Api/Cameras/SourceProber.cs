using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;
using FalconEye.Contracts;
using FalconEye.Contracts.Cameras;
using FalconEye.Processes;

namespace FalconEye.Api.Cameras;

/// <summary>Tries a source with the relay's own <c>probe</c> verb, so that what is tried is what will run.</summary>
internal sealed class SourceProber(ServerOptions options, TimeProvider time) : IDisposable
{
    /// <summary>
    /// The relay gives up by itself after 10 s and says why; whoever asks has an answer, or knows, within 15 s of its turn.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Many found cameras can be tried; this many at a time, since each costs two decoders one after the other.</summary>
    private readonly SemaphoreSlim _places = new(4, 4);

    internal async Task<ProbeResult> ProbeAsync(SourceAddress address, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await RunAsync(address, cancellationToken);
        }
        catch (Exception e) when (e is Win32Exception or JsonException or TimeoutException or IOException)
        {
            return new ProbeResult(false, 0) { Reason = "failed", Hint = "The source could not be tried: the relay program gave no answer." };
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task<ProbeResult> RunAsync(SourceAddress address, CancellationToken cancellationToken)
    {
        await using var child = await ChildProcess.StartAsync(new ProcessSpec(options.RelayPath)
        {
            Arguments = ["probe"],
            Environment = new Dictionary<string, string?> { [EnvironmentVariables.RtspUrl] = address.WithCredentials },
            ParentDeathSignal = PosixSignal.SIGTERM,
            ReadsStandardOutput = true,
        });
        var result = await JsonSerializer.DeserializeAsync(child.StandardOutput, WireJson.Default.ProbeResult, cancellationToken)
            .AsTask().WaitAsync(Patience, time, cancellationToken);
        return result ?? throw new JsonException("The relay printed null.");
    }
}
