namespace FalconEye.Contracts;

/// <summary>
/// The names of the variables by which programs are configured: the contract between the orchestrator and what it starts.
/// </summary>
public static class EnvironmentVariables
{
    /// <summary>Address to listen on.</summary>
    public const string Host = "HOST";

    /// <summary>TCP port to listen on.</summary>
    public const string Port = "PORT";

    /// <summary>Whether each line of the log begins with the time; not where another program's log takes them in.</summary>
    public const string LogTimestamps = "LOG_TIMESTAMPS";

    /// <summary>Relay: the source, with its credentials (any scheme of <see cref="Cameras.SourceAddress"/>).</summary>
    public const string RtspUrl = "RTSP_URL";

    /// <summary>
    /// Relay: the source's small stream, with its credentials, which is served besides and opened for its viewers only; absent for none.
    /// </summary>
    public const string LiveUrl = "LIVE_URL";

    /// <summary>Relay: width of the relayed picture in pixels.</summary>
    public const string Width = "WIDTH";

    /// <summary>Relay: height of the relayed picture in pixels.</summary>
    public const string Height = "HEIGHT";

    /// <summary>Relay: frames per second at most.</summary>
    public const string Fps = "FPS";

    /// <summary>Relay: the camera's name, for users.</summary>
    public const string CameraLabel = "CAMERA_LABEL";

    /// <summary>Relay: JPEG quality from 1 to 100.</summary>
    public const string StreamQuality = "STREAM_QUALITY";

    /// <summary>Relay: seconds that the source stays open after the last viewer.</summary>
    public const string RelayIdleTimeoutSeconds = "RELAY_LINGER_SECONDS";

    /// <summary>Relay: keeps the source open without viewers.</summary>
    public const string RelayAlwaysOn = "RELAY_ALWAYS_ON";

    /// <summary>Relay: seconds between looks whether a camera without viewers is still there.</summary>
    public const string RelayRecheckSeconds = "RELAY_RECHECK_SECONDS";

    /// <summary>Relay and API: seconds that a viewer may take for one picture before it is let go.</summary>
    public const string ViewerStallSeconds = "VIEWER_STALL_SECONDS";

    /// <summary>
    /// Relay and recorder: how cameras are read: <c>auto</c> (FalconEye's own reader, FFmpeg for what it does not understand), <c>own</c> or
    /// <c>ffmpeg</c>.
    /// </summary>
    public const string Ingest = "INGEST";

    /// <summary>Relay and recorder: a file to which the conversation with the camera is written, without passwords, for a report about a camera that fails.</summary>
    public const string IngestDump = "INGEST_DUMP";

    /// <summary>Relay: what motion detection looks for, as JSON (<see cref="Cameras.MotionSettings"/>); absent while it is off.</summary>
    public const string Motion = "MOTION";

    /// <summary>Recorder: the camera's id.</summary>
    public const string CameraId = "CAMERA_ID";

    /// <summary>Recorder: the camera's name, which becomes part of the file names.</summary>
    public const string CameraName = "CAMERA_NAME";

    /// <summary>Recorder: the source, with its credentials.</summary>
    public const string StreamUrl = "STREAM_URL";

    /// <summary>Recorder: base address of the API that it reports to.</summary>
    public const string ApiUrl = "API_URL";

    /// <summary>
    /// Relay and recorder: what callers must present, and what a recorder shows to the API. It is good for one camera only; without
    /// it they accept every caller.
    /// </summary>
    public const string ApiToken = "API_TOKEN";

    /// <summary>
    /// Relay: where the camera's recorder is reached, <c>http://host:port</c> or <c>unix:///path</c>. While that records, the relay takes the
    /// stream from it and leaves the camera alone; without it the relay opens the camera always.
    /// </summary>
    public const string RecorderUrl = "RECORDER_URL";

    /// <summary>Recorder: what the camera's relay shows when it takes the stream.</summary>
    public const string RelayToken = "RELAY_TOKEN";

    /// <summary>Recorder: a Unix socket on which it serves the camera's relay, on one machine.</summary>
    public const string CopySocket = "COPY_SOCKET";

    /// <summary>The folder of all recordings.</summary>
    public const string RecordingsPath = "RECORDINGS_PATH";

    /// <summary>Recorder: seconds after which a recording goes on in a next file.</summary>
    public const string SegmentDuration = "SEGMENT_DURATION";

    /// <summary>Recorder: megabytes that must stay free on the disk.</summary>
    public const string MinFreeDiskMb = "MIN_FREE_DISK_MB";

    /// <summary>
    /// Relay and recorder: ports of this machine on which FalconEye's own programs listen, separated by commas; never those of a camera.
    /// </summary>
    public const string OwnPorts = "OWN_PORTS";

    /// <summary>Relay: serves probes to the API in place of relaying a camera.</summary>
    public const string ProbeServer = "PROBE_SERVER";

    /// <summary>API: base address of a probe server that runs FFmpeg for it.</summary>
    public const string ProbeUrl = "PROBE_URL";

    /// <summary>API: what the probe server asks to be shown.</summary>
    public const string ProbeToken = "PROBE_TOKEN";

    /// <summary>Relay, verb <c>frame</c>: the recording, an absolute path or an address.</summary>
    public const string FrameSource = "FRAME_SOURCE";

    /// <summary>Relay, verb <c>frame</c>: the time in the recording, in seconds.</summary>
    public const string FrameSeconds = "FRAME_SECONDS";

    /// <summary>Recorder: the node it runs on.</summary>
    public const string NodeName = "NODE_NAME";
}
