using System.Text;
using FalconEye.Rtsp.Client;
using FalconEye.Rtsp.Sdp;
using FalconEye.Rtsp.Tests.Client;

namespace FalconEye.Rtsp.Tests.Rtp;

/// <summary>A receiver of one H.264 track by UDP, as a session makes it.</summary>
internal sealed class TestTrack
{
    public TestTrack(IMediaUnitSink sink)
    {
        SelectedTrack track = TrackSelection.Of(SessionDescription.Parse(Encoding.Latin1.GetBytes(ScriptedCamera.Video)), wantsAudio: false).Tracks[0];
        Receiver = new TrackReceiver(track, promisedSource: null, new RtspClientOptions { Address = "rtsp://camera/" }, isOrdered: false);
        Receiver.Start(sink, () => { });
    }

    public TrackReceiver Receiver { get; }
}
