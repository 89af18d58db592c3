using FalconEye.Media.Mp4.Playback;

namespace FalconEye.Api.Exports;

/// <summary>A camera of an export, from which its files are taken one after the other.</summary>
internal interface IExportSource
{
    /// <summary>The camera.</summary>
    ExportCamera Camera { get; }

    /// <summary>Its files. Each is closed when the next is asked for.</summary>
    IAsyncEnumerable<IExportVideo> ReadVideosAsync(CancellationToken cancellationToken);

    /// <summary>When there is no video, once all files are read.</summary>
    Task<IReadOnlyList<ExportManifest.Gap>> FindGapsAsync(CancellationToken cancellationToken);
}

/// <summary>A file of an export before it is written.</summary>
internal interface IExportVideo
{
    /// <summary>When its first picture was recorded, UTC.</summary>
    DateTime Start { get; }

    /// <summary>How long it plays.</summary>
    TimeSpan Duration { get; }

    /// <summary>Bytes of its samples.</summary>
    long DataLength { get; }

    /// <summary>Which recordings it is of.</summary>
    IReadOnlyList<ExportManifest.Part> Parts { get; }

    /// <summary>How it was encoded again; <see langword="null"/> when it was not.</summary>
    ExportManifest.Encoded? Encoded { get; }

    /// <summary>Everything before the samples.</summary>
    ReadOnlyMemory<byte> WriteHead();

    /// <summary>Where its samples are, in order. Each is closed when the next is asked for.</summary>
    IEnumerable<(IByteSource Source, IReadOnlyList<FilePart> Bytes)> ReadData();
}
