using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Cameras;

/// <summary>Runs FFmpeg for the server, in another process: this one holds the secrets of the whole system.</summary>
internal interface ISourceTrials
{
    /// <summary>Whether it reads files of this machine; if not, recordings are handed over by address.</summary>
    bool ReadsFiles { get; }

    /// <summary>Probes a source.</summary>
    /// <exception cref="SourceTrialException">It could not be tried.</exception>
    Task<ProbeResult> ProbeAsync(SourceAddress address, CancellationToken cancellationToken);

    /// <summary>Takes a picture out of a recording.</summary>
    /// <param name="source">The recording's path, or an address to download it from.</param>
    /// <param name="at">The time in it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A JPEG; <see langword="null"/> when there is none.</returns>
    /// <exception cref="SourceTrialException">It could not be tried.</exception>
    Task<byte[]?> GrabAsync(string source, TimeSpan at, CancellationToken cancellationToken);

    /// <summary>Makes a small picture of a keyframe.</summary>
    /// <param name="video">A fragmented MP4 file that has only this keyframe, of at most <see cref="KeyframeVideo.MaxBytes"/>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A JPEG, 90 pixels high; <see langword="null"/> when the keyframe cannot be decoded.</returns>
    /// <exception cref="SourceTrialException">It could not be tried.</exception>
    Task<byte[]?> ShrinkAsync(ReadOnlyMemory<byte> video, CancellationToken cancellationToken);

    /// <summary>Converts a segment of a recording to H.264.</summary>
    /// <param name="segment">A fragmented MP4 file that has only this segment, of at most <see cref="SegmentVideo.MaxBytes"/>.</param>
    /// <param name="keepsSound">Whether the first track of sound is copied.</param>
    /// <param name="output">Gets a fragmented MP4 file with the same times.</param>
    /// <param name="cancellationToken">Ends the conversion.</param>
    /// <returns>False when the segment cannot be decoded.</returns>
    /// <exception cref="SourceTrialException">It could not be tried.</exception>
    Task<bool> ConvertAsync(Stream segment, bool keepsSound, Stream output, CancellationToken cancellationToken);

    /// <summary>Encodes pictures again for an export.</summary>
    /// <param name="batch">Their file, of at most <see cref="SegmentVideo.MaxBytes"/>.</param>
    /// <param name="encoding">What is done to them.</param>
    /// <param name="output">Gets a fragmented MP4 file with the same times.</param>
    /// <param name="cancellationToken">Ends the encoding.</param>
    /// <returns>False when they cannot be decoded.</returns>
    /// <exception cref="SourceTrialException">It could not be tried.</exception>
    Task<bool> EncodeAsync(Stream batch, BatchEncoding encoding, Stream output, CancellationToken cancellationToken);
}

/// <summary>A source could not be tried, for a reason that is none of the source's. The message is for users.</summary>
internal sealed class SourceTrialException(string message, Exception? inner = null) : Exception(message, inner);
