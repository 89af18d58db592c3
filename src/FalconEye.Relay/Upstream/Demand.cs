using FalconEye.Media.Copy;
using FalconEye.Streaming;
using FalconEye.Streaming.Video;

namespace FalconEye.Relay.Upstream;

/// <summary>Who wants something of the camera: viewers of JPEG frames, viewers of live video, players of RTSP, motion detection, and the setting that keeps it open.</summary>
internal sealed class Demand(RelaySettings settings, FrameBroadcaster pictures, VideoBroadcaster video, CopyHub units)
{
    private volatile bool _hasPicture = settings.IsSubstream;

    /// <summary>Raised after a viewer came or went.</summary>
    internal event EventHandler? Changed
    {
        add
        {
            pictures.ViewersChanged += value;
            video.ViewersChanged += value;
            units.ReadersChanged += value;
        }

        remove
        {
            pictures.ViewersChanged -= value;
            video.ViewersChanged -= value;
            units.ReadersChanged -= value;
        }
    }

    /// <summary>Whether there are viewers of any kind.</summary>
    internal bool HasViewers => pictures.Viewers + video.Viewers + units.Readers > 0;

    /// <summary>Whether the camera is to stay open.</summary>
    internal bool IsWanted => settings.AlwaysOn || settings.Motion is not null || HasViewers || !_hasPicture;

    /// <summary>Whether JPEG frames are wanted: by viewers, and once at start, to know that they can be made.</summary>
    internal bool WantsFrames => pictures.Viewers > 0 || !_hasPicture;

    /// <summary>Notes that a frame has been made.</summary>
    internal void RecordFrame() => _hasPicture = true;
}
