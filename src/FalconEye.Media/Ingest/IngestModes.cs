namespace FalconEye.Media.Ingest;

/// <summary>How the variable INGEST is written.</summary>
public static class IngestModes
{
    /// <summary>What it may be, for messages.</summary>
    public const string Allowed = "auto, own or ffmpeg";

    /// <summary>Reads it.</summary>
    /// <param name="text">The variable's value.</param>
    /// <returns><see langword="null"/> for anything else.</returns>
    public static IngestMode? Parse(string text) => text.ToLowerInvariant() switch
    {
        "auto" => IngestMode.Auto,
        "own" => IngestMode.Own,
        "ffmpeg" => IngestMode.Ffmpeg,
        _ => null,
    };
}
