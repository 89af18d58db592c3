namespace FalconEye.Relay;

/// <summary>What the command line offers.</summary>
internal static class Usage
{
    internal const string Text = """
        FalconEye.Relay: one camera in, many viewers out.

        FalconEye.Relay          serves the camera of RTSP_URL as Motion JPEG
        FalconEye.Relay probe    tries RTSP_URL and prints what was found as one line of JSON
        FalconEye.Relay --help | --version

        RTSP_URL               the camera: rtsp(s)://, http(s):// or onvif(s)://
        API_TOKEN              what callers must show as Authorization: Bearer (nobody is asked)
        HOST, PORT             where to listen (0.0.0.0, 8081)
        WIDTH, HEIGHT, FPS     the picture (640, 480, at most 15)
        STREAM_QUALITY         JPEG quality from 1 to 100 (70)
        CAMERA_LABEL           the camera's name
        INGEST                 auto, own or ffmpeg: who reads the camera (auto)
        INGEST_DUMP            a file for the conversation with the camera, without passwords
        RELAY_LINGER_SECONDS   how long the camera stays open after the last viewer (10)
        RELAY_ALWAYS_ON        true keeps it open (false)
        RELAY_RECHECK_SECONDS  how often to look whether a camera that nobody watches is there (60)
        VIEWER_STALL_SECONDS   how long a viewer may take for one picture (30)
        """;

    /// <summary>EX_USAGE of sysexits.h.</summary>
    private const int UsageExitCode = 64;

    internal static int Refuse()
    {
        Console.Error.WriteLine(Text);
        return UsageExitCode;
    }
}
