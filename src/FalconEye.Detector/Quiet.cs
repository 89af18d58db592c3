using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace FalconEye.Detector;

/// <summary>
/// ONNX Runtime as published tells its maker about its use, by HTTPS and a thread of its own, unless a variable says otherwise. The sandbox has no network;
/// this holds without one too.
/// </summary>
internal static partial class Quiet
{
    /// <summary>Before anything else of ONNX Runtime. It reads the C library's variables, which are not those of .NET.</summary>
    internal static void Begin()
    {
        _ = SetVariable("ORT_DISABLE_TELEMETRY", "1", 1);
        EnvironmentCreationOptions options = new() { logId = "detector", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        OrtEnv.CreateInstanceWithOptions(ref options).DisableTelemetryEvents();
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
