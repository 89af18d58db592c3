namespace FalconEye.Streaming;

/// <summary>Reads a stream of frames, multipart or bare.</summary>
public static class FrameStreamReader
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>
    /// Reads to the stream's end and hands over each frame with its reference, with the capture time of its <c>X-Timestamp</c> header, or
    /// of its arrival. Frames are found by their own markers, not by boundary or length, which cameras get wrong.
    /// </summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="pool">Where the frames' buffers come from.</param>
    /// <param name="time">Tells the time of arrival.</param>
    /// <param name="onFrame">Gets each frame; mostly <see cref="FrameBroadcaster.Publish"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task ReadAsync(Stream stream, FramePool pool, TimeProvider time, Action<Frame> onFrame, CancellationToken cancellationToken)
    {
        using var splitter = new JpegSplitter(pool, time, onFrame);
        var chunk = new byte[ChunkBytes];
        for (int read; (read = await stream.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            splitter.Push(chunk.AsSpan(0, read));
        }
    }
}
