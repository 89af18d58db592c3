using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using FalconEye.Contracts;
using FalconEye.Contracts.Cameras;
using FalconEye.Media.Ffmpeg;
using FalconEye.Processes;
using FalconEye.Processes.Sandbox;

namespace FalconEye.Api.Cameras;

/// <summary>Tries sources with the relay program's own verbs, so that what is tried is what will run.</summary>
internal sealed class LocalTrials(ServerOptions options, TimeProvider time) : ISourceTrials
{
    private const int MaxJpegBytes = 4 * 1024 * 1024;

    /// <summary>The relay gives up after 10 s and reports why.</summary>
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan FrameLimit = TimeSpan.FromSeconds(20);

    private readonly RecordedFrames _frames = new(time);
    private readonly SegmentConverter _converter = new(time);

    /// <inheritdoc/>
    public bool ReadsFiles => true;

    /// <inheritdoc/>
    public Task<ProbeResult> ProbeAsync(SourceAddress address, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>
        {
            [EnvironmentVariables.RtspUrl] = address.WithCredentials,
            [EnvironmentVariables.OwnPorts] = string.Join(',', OwnServices.Ports),
            [EnvironmentVariables.Ingest] = options.Ingest,
        };
        var sandbox = new SandboxPolicy(SandboxProfile.Program);
        if (options.IngestDumpFolder is { } dumps)
        {
            var folder = Directory.CreateDirectory(Path.Combine(dumps, "tests")).FullName;
            environment[EnvironmentVariables.IngestDump] = Path.Combine(folder, "probe.txt");
            sandbox = sandbox with { Writable = [folder] };
        }

        return RunAsync(
            "probe",
            environment,
            sandbox,
            async output => await JsonSerializer.DeserializeAsync(output, WireJson.Default.ProbeResult, cancellationToken)
                ?? throw new JsonException("The relay printed null."),
            ProbeLimit,
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<byte[]?> GrabAsync(string source, TimeSpan at, CancellationToken cancellationToken) => RunAsync(
        "frame",
        new()
        {
            [EnvironmentVariables.FrameSource] = source,
            [EnvironmentVariables.FrameSeconds] = at.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture),
        },
        sandbox: null,
        output => ReadAsync(output, cancellationToken),
        FrameLimit,
        cancellationToken);

    /// <inheritdoc/>
    public async Task<byte[]?> ShrinkAsync(ReadOnlyMemory<byte> video, CancellationToken cancellationToken)
    {
        // No relay in between: FFmpeg gets these bytes alone, and the server reads nothing of a camera's but the picture that comes back.
        try
        {
            return await _frames.ShrinkAsync(video, cancellationToken);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new SourceTrialException("FFmpeg could not be started.", e);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> ConvertAsync(Stream segment, bool keepsSound, Stream output, CancellationToken cancellationToken)
    {
        try
        {
            return await _converter.ConvertAsync(segment, keepsSound, output, cancellationToken);
        }
        catch (Win32Exception e)
        {
            throw new SourceTrialException("FFmpeg could not be started.", e);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> EncodeAsync(Stream batch, BatchEncoding encoding, Stream output, CancellationToken cancellationToken)
    {
        try
        {
            return await _converter.EncodeAsync(batch, encoding, output, cancellationToken);
        }
        catch (Win32Exception e)
        {
            throw new SourceTrialException("FFmpeg could not be started.", e);
        }
    }

    private async Task<T> RunAsync<T>(
        string verb,
        Dictionary<string, string> environment,
        SandboxPolicy? sandbox,
        Func<Stream, Task<T>> read,
        TimeSpan limit,
        CancellationToken cancellationToken)
    {
        try
        {
            await using var child = await ChildProcess.StartAsync(new ProcessSpec(options.RelayPath)
            {
                Arguments = [verb],
                Environment = environment,
                ParentDeathSignal = PosixSignal.SIGTERM,
                ReadsStandardOutput = true,
                Sandbox = sandbox,
            });
            return await read(child.StandardOutput).WaitAsync(limit, time, cancellationToken);
        }
        catch (Exception e) when (e is Win32Exception or JsonException or TimeoutException or IOException)
        {
            throw new SourceTrialException("The source could not be tried: the relay program gave no answer.", e);
        }
    }

    private static async Task<byte[]?> ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        using var picture = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await output.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            picture.Write(buffer, 0, count);
            if (picture.Length > MaxJpegBytes)
            {
                return null;
            }
        }

        return picture.Length > 0 ? picture.ToArray() : null;
    }
}
