namespace FalconEye.Rtsp.Server;

/// <summary>What a player asks for.</summary>
/// <param name="Path">The path of the address, without the slash in front.</param>
/// <param name="Query">The address's query, without the question mark in front.</param>
/// <param name="Authorization">The Authorization header; <see langword="null"/> without one.</param>
public sealed record RtspRequest(string Path, string Query, string? Authorization);

/// <summary>What a player gets: a stream, or an answer that says why not.</summary>
/// <param name="Status">200 with a stream; 401, 403, 404, 453 or 503 without.</param>
/// <param name="Source">The stream, which the caller disposes of.</param>
public sealed record RtspAnswer(int Status, IRtspSource? Source = null);

/// <summary>Says who may see which stream.</summary>
public interface IRtspHost
{
    /// <summary>Answers a player. Called once for each connection, and again after 401.</summary>
    /// <param name="request">What it asks for.</param>
    /// <param name="cancellationToken">Ends the waiting for a stream.</param>
    Task<RtspAnswer> OpenAsync(RtspRequest request, CancellationToken cancellationToken);
}

/// <summary>A stream for one player.</summary>
public interface IRtspSource : IAsyncDisposable
{
    /// <summary>What it consists of.</summary>
    StreamDescription Description { get; }

    /// <summary>Cancelled when the player may see it no longer.</summary>
    CancellationToken Revoked { get; }

    /// <summary>Waits for units.</summary>
    /// <returns>False at the end of the stream.</returns>
    ValueTask<bool> WaitAsync();

    /// <summary>Takes the next unit; at the end of those that wait, or when the stream has changed, there is none.</summary>
    /// <param name="unit">Its track, times and bytes.</param>
    bool TryTake(out RtspUnit unit);
}

/// <summary>A unit for players.</summary>
/// <param name="Track">The index of its track.</param>
/// <param name="IsKey">Whether decoding can start there.</param>
/// <param name="PresentationTime">When it is shown, in ticks of its track.</param>
/// <param name="CapturedAt">When it was captured.</param>
/// <param name="Data">Its bytes.</param>
public readonly record struct RtspUnit(int Track, bool IsKey, long PresentationTime, DateTimeOffset CapturedAt, ReadOnlyMemory<byte> Data);
