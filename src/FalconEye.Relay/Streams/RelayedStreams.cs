namespace FalconEye.Relay.Streams;

/// <summary>The camera's streams: the large one, and the small one if it has that.</summary>
internal sealed class RelayedStreams(RelayedStream main, Substream substream)
{
    private const string Sub = "sub";

    /// <summary>The large one.</summary>
    internal RelayedStream Main => main;

    /// <summary>Viewers of both at present.</summary>
    internal int Viewers => main.Viewers + (substream.Stream?.Viewers ?? 0);

    /// <summary>The stream that a request means with <c>?stream=</c>: the large one, unless it asks for the small one and there is one.</summary>
    internal RelayedStream Of(string? name) => name == Sub ? substream.Stream ?? main : main;
}
