using System.Globalization;
using System.Runtime.InteropServices;
using FalconEye.Contracts;
using FalconEye.Processes;

namespace FalconEye.Orchestration.Local;

/// <summary>Turns a workload into the process that serves it.</summary>
internal static class LocalProcess
{
    /// <summary>The variables of this process that children need; nothing else of its environment is handed on.</summary>
    private static readonly string[] Inherited =
        ["DEBUG", "PATH", "HOME", "LANG", "TZ", "TMPDIR", "LD_PRELOAD", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR"];

    internal static ProcessSpec Describe(WorkloadSpec spec, WorkloadObservation observation, LocalOrchestratorOptions options) =>
        spec.Usb is { } usb
            ? DescribeMotion(spec, usb, observation, options)
            : new ProcessSpec(spec.Key.Component == WorkloadComponent.Camera ? options.RelayPath : options.RecorderPath)
            {
                Environment = EnvironmentOf(spec, observation.StreamPort!.Value),
                ParentDeathSignal = PosixSignal.SIGTERM,
            };

    private static Dictionary<string, string?> EnvironmentOf(WorkloadSpec spec, int port)
    {
        Dictionary<string, string?> environment = new([.. spec.Environment.Variables!, .. spec.Secrets.Variables!])
        {
            [EnvironmentVariables.Host] = "127.0.0.1",
            [EnvironmentVariables.Port] = port.ToString(CultureInfo.InvariantCulture),
            // Its lines go to our log, which has the time.
            [EnvironmentVariables.LogTimestamps] = "false",
            [EnvironmentVariables.NodeName] = Environment.MachineName,
        };
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
        {
            if (!Inherited.Contains(name) && !name.StartsWith("DOTNET_", StringComparison.Ordinal))
            {
                environment.TryAdd(name, null);
            }
        }

        return environment;
    }

    private static ProcessSpec DescribeMotion(WorkloadSpec spec, UsbDevice usb, WorkloadObservation observation, LocalOrchestratorOptions options)
    {
        Directory.CreateDirectory(options.RunDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
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
            ParentDeathSignal = PosixSignal.SIGTERM,
        };
    }
}
