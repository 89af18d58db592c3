using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using FalconEye.Contracts;
using FalconEye.Contracts.Cameras;
using FalconEye.Processes;
using FalconEye.Processes.Sandbox;

namespace FalconEye.Orchestration.Local;

/// <summary>Turns a workload into the process that serves it.</summary>
internal static class LocalProcess
{
    /// <summary>
    /// The variables of this process that relays, recorders and <c>motion</c> get beside <see cref="ChildProcess.InheritedVariables"/>, and
    /// those of the .NET runtime.
    /// </summary>
    private static readonly string[] Inherited =
        ["DEBUG", "HOME", "TMPDIR", "LD_PRELOAD", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR"];

    private const UnixFileMode OnlyThisUser = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>unix(7): 108 bytes with the zero at the end.</summary>
    private const int MaxSocketPath = 107;

    /// <summary>Pictures of a few megapixels, and a thread with its stack for each viewer.</summary>
    private const long MotionAddressSpace = 4L << 30;

    internal static ProcessSpec Describe(WorkloadSpec spec, WorkloadObservation observation, LocalOrchestratorOptions options) =>
        spec.Usb is { } usb
            ? DescribeMotion(spec, usb, observation, options)
            : new ProcessSpec(spec.Key.Component == WorkloadComponent.Camera ? options.RelayPath : options.RecorderPath)
            {
                Environment = EnvironmentOf(spec, observation.StreamPort!.Value, options),
                ParentDeathSignal = PosixSignal.SIGTERM,
                Sandbox = new SandboxPolicy(SandboxProfile.Program) { Writable = FoldersOf(spec, options) },
            };

    /// <summary>
    /// A recorder writes to its own camera's folder and that of its socket, which are there before it is confined to them; a relay writes nothing.
    /// Both write the conversation with the camera where it is wanted.
    /// </summary>
    private static string[] FoldersOf(WorkloadSpec spec, LocalOrchestratorOptions options)
    {
        var variables = spec.Environment.Variables;
        var folders = new List<string>();
        if (Path.GetDirectoryName(variables.GetValueOrDefault(EnvironmentVariables.IngestDump)) is { } dumps)
        {
            folders.Add(Directory.CreateDirectory(dumps, OnlyThisUser).FullName);
        }

        if (spec.Key.Component != WorkloadComponent.Recorder)
        {
            return [.. folders];
        }

        folders.Add(Directory.CreateDirectory(Path.Combine(variables[EnvironmentVariables.RecordingsPath], spec.Key.CameraId.ToString())).FullName);
        if (SocketOf(spec, options) is { } socket)
        {
            folders.Add(Directory.CreateDirectory(Path.GetDirectoryName(socket)!, OnlyThisUser).FullName);
        }

        return [.. folders];
    }

    /// <summary>
    /// Where a recorder serves the camera's relay: a socket in a folder that only this user enters, so that no other program can be taken for the
    /// recorder, as could happen on a port.
    /// </summary>
    /// <returns><see langword="null"/> for cameras without, and when the path is too long for a socket: then both open the camera.</returns>
    private static string? SocketOf(WorkloadSpec spec, LocalOrchestratorOptions options) =>
        spec.CopyServiceName is not null && Path.GetFullPath(Path.Combine(options.RunDirectory, $"{spec.Key.CameraId:N}", "s")) is { Length: <= MaxSocketPath } path
            ? path
            : null;

    private static KeyValuePair<string, string>[] CopyOf(WorkloadSpec spec, LocalOrchestratorOptions options) => SocketOf(spec, options) is not { } socket
        ? []
        : [spec.Key.Component == WorkloadComponent.Recorder
            ? new(EnvironmentVariables.CopySocket, socket)
            : new(EnvironmentVariables.RecorderUrl, $"unix://{socket}")];

    private static Dictionary<string, string> EnvironmentOf(WorkloadSpec spec, int port, LocalOrchestratorOptions options) =>
        new([.. OwnVariables(), .. spec.Environment.Variables, .. spec.Secrets.Variables, .. CopyOf(spec, options)])
        {
            [EnvironmentVariables.Host] = "127.0.0.1",
            [EnvironmentVariables.Port] = port.ToString(CultureInfo.InvariantCulture),
            [EnvironmentVariables.OwnPorts] = string.Join(',', OwnServices.Ports.Except(SourcePortsOf(spec))),
            // Its lines go to our log, which has the time.
            [EnvironmentVariables.LogTimestamps] = "false",
            [EnvironmentVariables.NodeName] = Environment.MachineName,
        };

    /// <summary>The one port of ours that is a camera: a USB camera is recorded from the stream of its <c>motion</c>, which the server names.</summary>
    private static int[] SourcePortsOf(WorkloadSpec spec) =>
        spec is { Protocol: CameraProtocol.Usb, Key.Component: WorkloadComponent.Recorder }
            && SourceAddress.TryParse(spec.Secrets.Variables.GetValueOrDefault(EnvironmentVariables.StreamUrl), out var source, out _)
            ? [source.Port]
            : [];

    private static IEnumerable<KeyValuePair<string, string>> OwnVariables() =>
        from DictionaryEntry variable in Environment.GetEnvironmentVariables()
        let name = (string)variable.Key
        where Inherited.Contains(name) || name.StartsWith("DOTNET_", StringComparison.Ordinal)
        select KeyValuePair.Create(name, (string?)variable.Value ?? "");

    private static ProcessSpec DescribeMotion(WorkloadSpec spec, UsbDevice usb, WorkloadObservation observation, LocalOrchestratorOptions options)
    {
        Directory.CreateDirectory(options.RunDirectory, OnlyThisUser);
        var file = Path.Combine(options.RunDirectory, $"{spec.Key.CameraId}.motion.conf");
        var password = spec.Secrets.Variables.GetValueOrDefault(EnvironmentVariables.ApiToken);
        var access = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var writer = new StreamWriter(file, access))
        {
            writer.Write(MotionConfiguration.Render(usb, observation.StreamPort!.Value, observation.ControlPort!.Value, localOnly: true, password));
        }

        return new ProcessSpec(options.MotionPath)
        {
            Arguments = ["-n", "-c", file],

            // What it answers and writes is read by programs, and it would say it in the server's language.
            Environment = new Dictionary<string, string>(OwnVariables()) { ["LC_ALL"] = "C" },
            ParentDeathSignal = PosixSignal.SIGTERM,
            Sandbox = new SandboxPolicy(SandboxProfile.Device)
            {
                Readable = [file],
                Devices = [usb.DevicePath],
                Ports = [observation.StreamPort!.Value, observation.ControlPort!.Value],
                MaxAddressSpace = MotionAddressSpace,
            },
        };
    }
}
