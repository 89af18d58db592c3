using FalconEye.Contracts.Recordings;
using FalconEye.Media.Mp4;
using FalconEye.Recorder.Recording;
using Microsoft.Win32.SafeHandles;

namespace FalconEye.Recorder.Finishing;

/// <summary>Rewrites an ended recording: whole fragments only, with the index in front and the true duration and size.</summary>
internal sealed class Mp4Remuxer(RecordingJournal journal, DiskSpace disk)
{
    /// <summary>What stays free beside the second copy that exists until the first is replaced.</summary>
    private const long Reserve = 64 * 1024 * 1024;

    /// <summary>Added to the name of a file that cannot be read as video.</summary>
    private const string DamagedSuffix = ".damaged";

    /// <summary>Finishes a file. It can be done again after it was interrupted at any moment.</summary>
    /// <returns>What to report.</returns>
    /// <exception cref="OperationCanceledException">It takes too long; the recording stays fragmented, and plays.</exception>
    internal RecordingChanged Finish(EndedRecording ended, CancellationToken cancellationToken)
    {
        var path = ended.Recording.FilePath;
        if (!File.Exists(path))
        {
            return Nothing(ended, "its file is gone");
        }

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        if (FragmentedMp4.Scan(file) is not { IsPlayable: true } mp4)
        {
            return FinishedMp4.ReadDuration(file) is { } duration
                ? Played(ended, duration, RandomAccess.GetLength(file))
                : Remove(ended, path);
        }

        if (RandomAccess.GetLength(file) > mp4.Length)
        {
            RandomAccess.SetLength(file, mp4.Length);
        }

        var length = disk.Available > mp4.Length + Reserve ? Rewrite(ended.Recording, mp4, file, cancellationToken) : mp4.Length;
        return Played(ended, mp4.Duration, length);
    }

    /// <summary>
    /// Takes a file that cannot be read as video out of the way, so that the next start does not fail at it again. The file is kept: it may
    /// be repaired by hand.
    /// </summary>
    /// <returns>What to report.</returns>
    /// <exception cref="IOException">It cannot be moved.</exception>
    internal static RecordingChanged SetAside(EndedRecording ended, string problem)
    {
        var kept = ended.Recording.FilePath + DamagedSuffix;
        if (File.Exists(ended.Recording.FilePath))
        {
            File.Move(ended.Recording.FilePath, kept, overwrite: true);
        }

        return Nothing(ended, $"the file is damaged ({problem}) and was kept as {Path.GetFileName(kept)}");
    }

    private long Rewrite(RecordingOpened recording, FragmentedMp4 mp4, SafeFileHandle file, CancellationToken cancellationToken)
    {
        var scratch = journal.ScratchFileOf(recording);
        try
        {
            long length;
            using (var target = File.OpenHandle(scratch, FileMode.Create, FileAccess.Write))
            {
                length = FaststartWriter.Write(mp4, file, target, cancellationToken);
            }

            File.Move(scratch, recording.FilePath, overwrite: true);
            return length;
        }
        catch (Exception e) when (e is IOException or Mp4FormatException)
        {
            // The disk filled up meanwhile, or damaged the head: the fragmented MP4 file plays as well.
            File.Delete(scratch);
            return mp4.Length;
        }
        catch (OperationCanceledException)
        {
            File.Delete(scratch);
            throw;
        }
    }

    private static RecordingChanged Played(EndedRecording ended, TimeSpan duration, long length) => new()
    {
        EndTime = ended.Recording.StartTime + duration,
        Status = ended.Status,
        FileSizeBytes = length,
        ErrorMessage = ended.Reason,
    };

    private static RecordingChanged Remove(EndedRecording ended, string path)
    {
        File.Delete(path);
        return Nothing(ended, "nothing playable was written");
    }

    private static RecordingChanged Nothing(EndedRecording ended, string what) => new()
    {
        EndTime = ended.Recording.StartTime,
        Status = RecordingStatus.Failed,
        FileSizeBytes = 0,
        ErrorMessage = $"{ended.Reason ?? "The recording ended."} There is no recording to play: {what}.",
    };
}
