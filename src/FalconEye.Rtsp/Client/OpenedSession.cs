using FalconEye.Rtsp.Messages;

namespace FalconEye.Rtsp.Client;

/// <summary>A session whose tracks are set up, with the connection that it belongs to.</summary>
internal sealed class OpenedSession(RtspConnection connection, string url) : IAsyncDisposable
{
    /// <summary>The connection.</summary>
    public RtspConnection Connection => connection;

    /// <summary>The URL of the whole presentation, which PLAY, keep-alives and TEARDOWN name.</summary>
    public string Url => url;

    /// <summary>The tracks, video first.</summary>
    public List<OpenedTrack> Tracks { get; } = [];

    /// <summary>A sentence for each track that is left out.</summary>
    public List<string> LeftOut { get; } = [];

    /// <summary>The request that keeps the session alive.</summary>
    public string KeepAliveMethod { get; set; } = "OPTIONS";

    /// <summary>After how long without a request the camera ends the session.</summary>
    public TimeSpan Timeout { get; set; } = SessionHeader.DefaultTimeout;

    /// <summary>Whether packets come by UDP.</summary>
    public bool IsUdp => Tracks.Exists(track => track.Ports is not null);

    /// <summary>What is sent, as far as it is known.</summary>
    public StreamDescription Describe() => new([.. Tracks.Select(track => track.Receiver.Description)], [.. LeftOut]);

    /// <summary>Ends the session in the camera, which else may have none left for the next client, and closes the connection. Never takes long.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (OpenedTrack track in Tracks)
            track.Ports?.Dispose();
        if (connection is { IsOpen: true, SessionId: not null })
        {
            using CancellationTokenSource limit = new(Leniency.TeardownTimeout);
            try
            {
                connection.SetReceiveLowWaterMark(1);
                await connection.RequestAsync("TEARDOWN", url, [], handler: null, limit.Token);
            }
            catch (Exception e) when (e is RtspException or OperationCanceledException or InvalidOperationException or NotSupportedException)
            {
                // Some cameras close at once, others answer behind seconds of data. The session ends with the connection then.
            }
        }

        await connection.DisposeAsync();
    }
}
