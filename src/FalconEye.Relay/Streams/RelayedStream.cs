using FalconEye.Media.Copy;
using FalconEye.Streaming;
using FalconEye.Streaming.Video;

namespace FalconEye.Relay.Streams;

/// <summary>One stream of the camera, as it is served.</summary>
/// <param name="State">How its source is doing.</param>
/// <param name="Frames">Its JPEG frames.</param>
/// <param name="Video">Its live video.</param>
/// <param name="Units">Its access units as they are.</param>
internal sealed record RelayedStream(RelayState State, FrameBroadcaster Frames, VideoBroadcaster Video, CopyHub Units)
{
    /// <summary>Viewers at present.</summary>
    internal int Viewers => Frames.Viewers + Video.Viewers + Units.Readers;
}
