namespace FalconEye.Recorder;

/// <summary>What the program says of itself.</summary>
internal static class CommandLine
{
    /// <summary>The exit code for wrong arguments (EX_USAGE of sysexits.h).</summary>
    internal const int UsageExitCode = 64;

    internal const string Help = """
        falcon-eye-recorder: records one camera to MP4 files and reports them to the FalconEye API.

        It is configured by its environment:
          CAMERA_ID         the camera's id, a UUID (required)
          CAMERA_NAME       the camera's name, part of the file names (required)
          STREAM_URL        the camera's stream: rtsp://, rtsps://, http://, https:// or onvif:// (required)
          API_URL           address of the API, for example http://127.0.0.1:8000 (required)
          RECORDINGS_PATH   the folder of all recordings, absolute (required)
          HOST, PORT        where to listen (127.0.0.1, 8080)
          SEGMENT_DURATION  seconds after which a recording goes on in a next file (3600)
          MIN_FREE_DISK_MB  megabytes that must stay free on the disk (1024)
          INGEST            auto, own or ffmpeg: who reads the camera (auto)
          INGEST_DUMP       a file for the conversation with the camera, without passwords
          NODE_NAME         the node it runs on
          API_TOKEN         what callers must show, and what the API is shown (every caller is accepted)
          RELAY_TOKEN       what the camera's relay shows when it takes the stream (GET /copy)
          COPY_SOCKET       a Unix socket to listen on too, for a relay of this machine

        --delete CAMERA_ID/FILE_NAME.mp4 removes that file below RECORDINGS_PATH, and ends.

        It answers GET /health, /status, /copy, /metrics and POST /start, /events, /stop. SIGTERM ends it, its recording finished.
        """;
}
