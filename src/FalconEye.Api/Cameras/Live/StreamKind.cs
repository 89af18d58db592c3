namespace FalconEye.Api.Cameras.Live;

/// <summary>Which of a camera's streams is watched.</summary>
internal enum StreamKind
{
    /// <summary>The large one, which is recorded.</summary>
    Main,

    /// <summary>The small one, for many pictures at once.</summary>
    Sub,
}

/// <summary>How clients name a stream, with <c>?stream=</c>.</summary>
internal static class StreamKinds
{
    /// <summary>The query parameter, of clients and of relays.</summary>
    internal const string Parameter = "stream";

    /// <summary>What it takes.</summary>
    internal const string Allowed = "stream is main for the camera's large stream, or sub for its small one.";

    /// <summary>Reads the parameter.</summary>
    /// <returns><see langword="null"/> when it is neither.</returns>
    internal static StreamKind? Parse(string? text) => text switch
    {
        null or "" or "main" => StreamKind.Main,
        "sub" => StreamKind.Sub,
        _ => null,
    };

    /// <summary>A path of a relay for a stream.</summary>
    internal static string PathOf(string path, StreamKind kind) => kind == StreamKind.Sub ? $"{path}?{Parameter}=sub" : path;
}
