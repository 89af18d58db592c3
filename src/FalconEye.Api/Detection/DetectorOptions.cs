using FalconEye.ServiceDefaults;

namespace FalconEye.Api.Detection;

/// <summary>What recognises objects.</summary>
/// <param name="Path">The detector program.</param>
/// <param name="Model">Its model; <see langword="null"/> when there is none.</param>
/// <param name="Threads">On how many threads it computes, and so on how many cores.</param>
/// <param name="Problem">Why objects cannot be recognised here, and what to do; <see langword="null"/> when they can.</param>
internal sealed record DetectorOptions(string Path, string? Model, int Threads, string? Problem)
{
    /// <summary>The name of the program's file.</summary>
    internal const string ProgramName = "FalconEye.Detector";

    /// <summary>Reads and checks the variables.</summary>
    /// <param name="settings">The variables.</param>
    /// <param name="besideServer">Where the program is unless a variable says otherwise.</param>
    /// <param name="isCluster">Whether cameras run in a cluster.</param>
    internal static DetectorOptions Read(SettingsReader settings, string besideServer, bool isCluster)
    {
        var path = settings.Text("DETECTOR_PATH", besideServer);
        var model = settings.Optional("DETECTOR_MODEL") is { } text ? System.IO.Path.GetFullPath(text) : null;
        var threads = settings.Number("DETECTOR_THREADS", 1, 1, 16);
        if (model is not null && !File.Exists(model))
        {
            settings.Refuse("DETECTOR_MODEL", "a file with a model for ONNX Runtime, such as NanoDet or YOLO");
        }

        return new(path, model, threads, FindProblem(path, model, isCluster));
    }

    private static string? FindProblem(string path, string? model, bool isCluster) =>
        isCluster ? "In a cluster FalconEye does not recognise objects yet."
        : model is null ? "The server has no model to recognise objects with: run tools/detector-model/make.sh and start it again by ./run.sh, or set DETECTOR_MODEL to one of your own."
        : !File.Exists(path) ? "The detector program is missing: build it by ./run.sh --build-only, or set DETECTOR_PATH."
        : null;
}
