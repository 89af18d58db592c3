using System.Runtime.CompilerServices;
using FalconEye.Api.Cameras;
using FalconEye.Api.Recordings.Playback;
using FalconEye.Contracts.Cameras;
using FalconEye.Data.Recordings;
using FalconEye.Media.Mp4.Playback;
using FalconEye.Media.Mp4.Reencoding;

namespace FalconEye.Api.Exports.Reencoding;

/// <summary>What encoding exports again needs of the rest of the server.</summary>
internal sealed class EncodingTools(
    PlaybackService playback, RecordingReader reader, ISourceTrials trials, ExportFolders folders, ExportGaps gaps, TimeProvider time)
{
    private const int MostAttempts = 3;

    /// <summary>A prober that is restarted is back by then.</summary>
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Page = TimeSpan.FromDays(1);

    internal ExportFolders Folders => folders;

    internal RecordingReader Reader => reader;

    internal ExportGaps Gaps => gaps;

    /// <summary>The recordings of a time, oldest first, however long it is.</summary>
    internal async IAsyncEnumerable<Recording> ListAsync(Guid cameraId, DateTime from, DateTime to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var begin = from; begin < to; begin += Page)
        {
            var end = begin + Page < to ? begin + Page : to;
            foreach (var recording in await playback.ListAsync(cameraId, new PlaybackPeriod(begin, end), cancellationToken))
            {
                if (begin == from || recording.StartTime >= begin)
                {
                    yield return recording;
                }
            }
        }
    }

    /// <summary>Encodes pictures.</summary>
    /// <param name="batch">The pictures.</param>
    /// <param name="source">The recording's file.</param>
    /// <param name="scratch">Gets what they became, from its beginning.</param>
    /// <param name="cancellationToken">Ends the encoding.</param>
    /// <returns><see langword="null"/> when they cannot be decoded.</returns>
    /// <exception cref="ExportException">FFmpeg or the prober is not there.</exception>
    internal async Task<EncodedBatch?> EncodeAsync(PictureBatch batch, IByteSource source, FileStream scratch, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            scratch.SetLength(0);
            scratch.Position = 0;
            try
            {
                await using var pictures = batch.Open(source);
                var isWhole = await trials.EncodeAsync(pictures, new BatchEncoding(batch.HasCaptions, batch.Skip.TotalSeconds), scratch, cancellationToken);
                await scratch.FlushAsync(cancellationToken);
                return isWhole ? EncodedBatch.Read(scratch.SafeFileHandle) : null;
            }
            catch (SourceTrialException) when (attempt < MostAttempts)
            {
                await Task.Delay(BetweenAttempts, time, cancellationToken);
            }
            catch (SourceTrialException e)
            {
                throw new ExportException($"The pictures could not be encoded: {e.Message}");
            }
        }
    }
}
