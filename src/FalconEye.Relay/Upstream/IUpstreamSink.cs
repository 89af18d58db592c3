using FalconEye.Streaming;

namespace FalconEye.Relay.Upstream;

/// <summary>Takes what an upstream delivers. Called by one thread at a time, but for frames, which may come on another.</summary>
internal interface IUpstreamSink
{
    /// <summary>Whether JPEG frames are wanted at this moment.</summary>
    bool WantsFrames { get; }

    /// <summary>Takes a frame with its reference.</summary>
    void OnFrame(Frame frame);

    /// <summary>Notes a frame of compressed video.</summary>
    /// <param name="width">Its width in pixels; 0 when it is not known.</param>
    /// <param name="height">Its height in pixels; 0 when it is not known.</param>
    /// <param name="bytes">Its size.</param>
    void OnVideo(int width, int height, int bytes);
}
