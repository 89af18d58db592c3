namespace FalconEye.Relay;

/// <summary>What the command line offers.</summary>
internal static class Usage
{
    internal const string Text = """
        FalconEye.Relay: one camera in, many viewers out.

        FalconEye.Relay          serves the camera of RTSP_URL as Motion JPEG
        FalconEye.Relay probe    tries RTSP_URL and prints what was found as one line of JSON
        FalconEye.Relay frame    prints a picture of a recording: FRAME_SOURCE (a path or address) at FRAME_SECONDS
        FalconEye.Relay sandbox POLICY -- PROGRAM ARGUMENTS
                                 becomes a program that may do what the policy says (docs/decisions, 0018)
        FalconEye.Relay --help | --version

        RTSP_URL               the camera: rtsp(s)://, http(s):// or onvif(s)://
        LIVE_URL               its small stream, served with ?stream=sub (none)
        API_TOKEN              what callers must show as Authorization: Bearer (every caller is accepted)
        HOST, PORT             where to listen (0.0.0.0, 8081)
        WIDTH, HEIGHT, FPS     the picture (640, 480, at most 15)
        STREAM_QUALITY         JPEG quality from 1 to 100 (70)
        CAMERA_LABEL           the camera's name
        RECORDER_URL           the camera's recorder, http://host:port or unix:///path: while it records, the stream is taken from it
        INGEST                 auto, own or ffmpeg: who reads the camera (auto)
        INGEST_DUMP            a file for the conversation with the camera, without passwords
        RELAY_LINGER_SECONDS   how long the camera stays open after the last viewer (10)
        RELAY_ALWAYS_ON        true keeps it open (false)
        RELAY_RECHECK_SECONDS  how often to check a camera without viewers (3)
        VIEWER_STALL_SECONDS   how long a viewer may take for one picture (30)
        MOTION                 what motion detection looks for, as JSON (off)
        OWN_PORTS              ports of this machine that are no camera's, separated by commas
        PROBE_SERVER           true serves POST /probe and /frame to an API in place of a camera (port 8082, with API_TOKEN)
        """;

    /// <summary>EX_USAGE of sysexits.h.</summary>
    private const int UsageExitCode = 64;

    internal static int Refuse()
    {
        Console.Error.WriteLine(Text);
        return UsageExitCode;
    }
}
