using FalconEye.Api.Problems;
using FalconEye.Contracts.Recordings;
using FalconEye.Data.Recordings;
using FalconEye.Media.Mp4;
using FalconEye.Media.Mp4.Playback;

namespace FalconEye.Api.Recordings.Playback;

/// <summary>Opens recordings for playing, wherever their files lie.</summary>
internal sealed partial class RecordingReader(RecordingFiles files, NodeFiles nodes, PlaybackIndexCache cache, ILogger<RecordingReader> logger)
{
    /// <summary>Opens a recording's file and reads its index.</summary>
    /// <returns>The file, to be disposed; or why it cannot be played now.</returns>
    internal async Task<Result<OpenedRecording>> OpenAsync(Recording recording, CancellationToken cancellationToken)
    {
        var located = await LocateAsync(recording, cancellationToken);
        if (located.Refusal is { } refusal)
        {
            return refusal;
        }

        var (source, written) = located.Value!;
        try
        {
            var index = await ReadIndexAsync(recording, source, written, cancellationToken);
            (source as NodeByteSource)?.Dispose();
            return new OpenedRecording(source, written, index);
        }
        catch (Exception e) when (e is Mp4FormatException or IOException)
        {
            (source as IDisposable)?.Dispose();
            LogUnreadable(recording.Id, e.Message);
            return e is IOException ? Refusal.Unavailable($"The file of recording {recording.Id} cannot be read now.")
                : Refusal.CameraFailed($"Recording {recording.Id} cannot be played: {e.Message}");
        }
        catch
        {
            (source as IDisposable)?.Dispose();
            throw;
        }
    }

    private async Task<Result<Located>> LocateAsync(Recording recording, CancellationToken cancellationToken)
    {
        if (files.Open(recording) is { } file)
        {
            return new Located(new LocalByteSource(file), File.GetLastWriteTimeUtc(file.SafeFileHandle));
        }

        if (!nodes.Has(recording))
        {
            return Refusal.NotFound($"The file of recording {recording.Id} is gone.");
        }

        return await nodes.FindAsync(recording, cancellationToken) switch
        {
            { IsReached: false } => Refusal.Unavailable(
                $"This recording is on node {recording.NodeName}, which cannot be reached now. It plays again when the node is back."),
            { File: { } known } => new Located(
                new NodeByteSource(nodes, recording, known.Length, recording.Status == RecordingStatus.Recording ? null : known.Tag), known.Written),
            _ => Refusal.NotFound($"The file of recording {recording.Id} is gone."),
        };
    }

    private async Task<PlaybackIndex> ReadIndexAsync(Recording recording, IByteSource source, DateTime written, CancellationToken cancellationToken)
    {
        var isGrowing = recording.Status == RecordingStatus.Recording;
        PlaybackIndexCache.FileState state = new(source.Length, written, isGrowing);
        var (known, isCurrent) = cache.Find(recording.Id, state);
        if (known is not null && isCurrent)
        {
            return known;
        }

        var index = await PlaybackIndex.ReadAsync(source, isGrowing, known, cancellationToken);
        cache.Keep(recording.Id, state, index);
        return index;
    }

    [LoggerMessage(LogLevel.Warning, "Recording {RecordingId} is left out of playback: {Reason}")]
    private partial void LogUnreadable(string recordingId, string reason);

    private sealed record Located(IByteSource Source, DateTime Written);
}
