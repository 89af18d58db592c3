using FalconEye.Contracts.Cameras;

namespace FalconEye.Media.Ffmpeg;

/// <summary>Turns the address of a camera into the address of its stream: the same, unless the camera has to be asked for it.</summary>
public static class SourceResolver
{
    /// <summary>Resolves an address to one that FFmpeg opens: RTSP or HTTP.</summary>
    /// <exception cref="SourceFailedException">The camera did not tell its stream's address.</exception>
    public static Task<SourceAddress> ResolveAsync(SourceAddress address, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return address.Scheme == "onvif"
            ? throw new SourceFailedException(new SourceFailure(
                FailureReasons.Failed,
                "ONVIF cameras are not asked for their stream by this version: use the camera's rtsp:// address."))
            : Task.FromResult(address);
    }
}
