using Microsoft.Win32.SafeHandles;

namespace FalconEye.Media.Mp4.Reencoding;

/// <summary>What a <see cref="PictureBatch"/> became: a fragmented MP4 file of one track of pictures.</summary>
public sealed class EncodedBatch
{
    private EncodedBatch(InitSegment init, List<EncodedRun> runs) => (Init, Runs) = (init, runs);

    /// <summary>ftyp and moov.</summary>
    internal InitSegment Init { get; }

    /// <summary>Its pictures, as they lie in the file.</summary>
    internal IReadOnlyList<EncodedRun> Runs { get; }

    internal Track Track => Init.Tracks[0];

    /// <summary>How many pictures it has.</summary>
    public int Count => Runs.Sum(run => run.Samples.Count);

    /// <summary>Reads what is in a file.</summary>
    /// <returns><see langword="null"/> when it has no picture.</returns>
    public static EncodedBatch? Read(SafeFileHandle file)
    {
        if (FragmentedMp4.Scan(file) is not { Init.Tracks: [{ IsVideo: true }] } whole)
        {
            return null;
        }

        List<EncodedRun> runs = [];
        foreach (var fragment in whole.Fragments)
        {
            foreach (var part in fragment.Head.Tracks.Where(part => part.Samples.Count > 0))
            {
                runs.Add(EncodedRun.Of(part, fragment.DataStart + fragment.OffsetInData(part)));
            }
        }

        return runs.Count > 0 ? new EncodedBatch(whole.Init, runs) : null;
    }
}

/// <summary>Pictures that lie behind each other in a file.</summary>
/// <param name="Offset">Where the first begins.</param>
/// <param name="Times">When each is shown, in the times of the batch.</param>
/// <param name="Samples">The pictures.</param>
internal sealed record EncodedRun(long Offset, IReadOnlyList<TimeSpan> Times, IReadOnlyList<Sample> Samples)
{
    internal long Length => Samples.Sum(sample => (long)sample.Size);

    internal static EncodedRun Of(TrackFragment part, long offset)
    {
        List<TimeSpan> times = [];
        var time = part.DecodeTime;
        foreach (var sample in part.Samples)
        {
            times.Add(part.Track.ToTime((ulong)Math.Max(0, (long)time + sample.CompositionOffset)));
            time += sample.Duration;
        }

        return new EncodedRun(offset, times, part.Samples);
    }
}
