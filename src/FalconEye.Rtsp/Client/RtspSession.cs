namespace FalconEye.Rtsp.Client;

/// <summary>A session with one camera. Not thread-safe: one <see cref="RunAsync"/>, then <see cref="DisposeAsync"/>, which ends the session in the camera.</summary>
public sealed class RtspSession : IAsyncDisposable
{
    private readonly RtspClientOptions _options;
    private readonly RtspAddress _address;
    private OpenedSession _opened;

    internal RtspSession(RtspClientOptions options, RtspAddress address, OpenedSession opened) =>
        (_options, _address, _opened, Description) = (options, address, opened, opened.Describe());

    /// <summary>What the camera sends, as far as it is known.</summary>
    public StreamDescription Description { get; private set; }

    /// <summary>How packets travel: <see cref="RtspTransport.Tcp"/> or <see cref="RtspTransport.Udp"/>.</summary>
    public RtspTransport Transport => _opened.IsUdp ? RtspTransport.Udp : RtspTransport.Tcp;

    /// <summary>Plays, and hands on what arrives until the camera fails or the token is cancelled.</summary>
    /// <param name="sink">Receives the units.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RtspException">The camera cannot be read any more.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task RunAsync(IMediaUnitSink sink, CancellationToken cancellationToken)
    {
        sink.OnDescription(Description);
        try
        {
            await PlayAsync(sink, cancellationToken);
        }
        catch (RtspException e) when (e.Failure == RtspFailure.Silent && _opened.IsUdp && _options.Transport == RtspTransport.Udp && !HasPackets)
        {
            // A firewall keeps UDP out.
            await _opened.DisposeAsync();
            _opened = await RtspClient.OpenAsync(_options, _address, useUdp: false, cancellationToken);
            Describe(sink);
            await PlayAsync(sink, cancellationToken);
        }
    }

    /// <summary>Changes <see cref="RtspClientOptions.ReceiveLowWaterMark"/> while it plays: 1 for the least latency.</summary>
    /// <param name="bytes">How many bytes have to arrive before the program wakes.</param>
    public void SetReceiveLowWaterMark(int bytes) => _opened.Connection.SetReceiveLowWaterMark(bytes);

    /// <summary>Ends the session in the camera, within about a second.</summary>
    public ValueTask DisposeAsync() => _opened.DisposeAsync();

    private bool HasPackets => _opened.Tracks.Exists(track => track.Receiver.LastArrival != 0);

    private Task PlayAsync(IMediaUnitSink sink, CancellationToken cancellationToken) =>
        new SessionLoop(_options, _opened).RunAsync(sink, () => Describe(sink), cancellationToken);

    private void Describe(IMediaUnitSink sink)
    {
        Description = _opened.Describe();
        sink.OnDescription(Description);
    }
}
