using FalconEye.Rtsp.Messages;

namespace FalconEye.Rtsp.Client;

/// <summary>Plays an opened session: reads packets, and sends keep-alives and receiver reports meanwhile.</summary>
internal sealed class SessionLoop(RtspClientOptions options, OpenedSession session) : IConnectionHandler
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly Lock _dispatch = new();
    private long _started;
    private long _lastKeepAlive;
    private long _lastReport;
    private volatile bool _keepAliveIsDue;
    private volatile bool _isUnknown;
    private int _received;

    /// <summary>Plays until something fails or the token is cancelled.</summary>
    /// <param name="sink">Receives the units.</param>
    /// <param name="onChanged">Called when a track's description has changed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RtspException">The camera cannot be read any more.</exception>
    public async Task RunAsync(IMediaUnitSink sink, Action onChanged, CancellationToken cancellationToken)
    {
        foreach (OpenedTrack track in session.Tracks)
            track.Receiver.Start(sink, onChanged);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Packets may come before the answer to PLAY.
        List<Task> tasks = [.. ReceiveDatagrams(ending.Token)];
        try
        {
            foreach (UdpPorts ports in session.Tracks.Select(track => track.Ports).OfType<UdpPorts>())
                await ports.PunchAsync(ending.Token);
            await PlayAsync(ending.Token);
            _started = _lastKeepAlive = _lastReport = options.Time.GetTimestamp();
            tasks.Add(session.Connection.ReadAsync(this, ending.Token));
            tasks.Add(WatchAsync(ending.Token));
            await await Task.WhenAny(tasks);
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public void OnFrame(byte channel, ReadOnlySpan<byte> packet, long arrival)
    {
        Interlocked.Add(ref _received, packet.Length);
        if (Find(channel) is { } track)
        {
            lock (_dispatch)
                track.Receiver.OnPacket(packet, arrival);
        }
    }

    /// <inheritdoc/>
    public void OnResponse(RtspMessage response)
    {
        if (response.Status == 401)
        {
            session.Connection.Reauthenticate(response);
            _keepAliveIsDue = true;
        }
        else if (response.Status is 404 or 405 or 501 or 551 && session.KeepAliveMethod != "OPTIONS")
        {
            session.KeepAliveMethod = "OPTIONS";
            _keepAliveIsDue = true;
        }
        else if (response.Status == 454)
        {
            _isUnknown = true;
        }
    }

    /// <summary>The track of a channel: the one that the camera named, else the one that was asked for while nothing comes on the former.</summary>
    private OpenedTrack? Find(byte channel)
    {
        OpenedTrack? asked = null;
        foreach (OpenedTrack track in session.Tracks)
        {
            if (track.Ports is not null)
                continue;
            if (channel == track.RtpChannel || channel == track.RtcpChannel)
            {
                track.Receiver.IsOnNamedChannel = true;
                return track;
            }

            if (channel == track.AskedChannel && !track.Receiver.IsOnNamedChannel)
                asked = track;
        }

        return asked;
    }

    private IEnumerable<Task> ReceiveDatagrams(CancellationToken cancellationToken)
    {
        foreach (OpenedTrack track in session.Tracks)
        {
            if (track.Ports is { } ports)
            {
                yield return ports.ReceiveRtpAsync(track.Receiver, _dispatch, cancellationToken);
                yield return ports.ReceiveRtcpAsync(track.Receiver, _dispatch, cancellationToken);
            }
        }
    }

    private async Task PlayAsync(CancellationToken cancellationToken)
    {
        try
        {
            RtspMessage response = await session.Connection.RequestAsync("PLAY", session.Url, [("Range", "npt=0.000-")], this, cancellationToken);
            if (!response.IsSuccess)
                throw Failures.Of("PLAY", response);
        }
        catch (RtspException e) when (e.Failure == RtspFailure.Silent && session.Tracks.Exists(track => track.Receiver.LastArrival != 0))
        {
            // It plays and does not say so.
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        TimeSpan keepAlive = Leniency.KeepAliveInterval(session.Timeout);
        using PeriodicTimer timer = new(Tick, options.Time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            long now = options.Time.GetTimestamp();
            CheckStall(now);
            AdaptLowWaterMark();
            if (_keepAliveIsDue || options.Time.GetElapsedTime(_lastKeepAlive, now) >= keepAlive)
            {
                (_keepAliveIsDue, _lastKeepAlive) = (false, now);
                await session.Connection.SendAsync(session.KeepAliveMethod, session.Url, cancellationToken);
            }

            if (options.Time.GetElapsedTime(_lastReport, now) >= Leniency.ReceiverReportInterval)
            {
                _lastReport = now;
                await SendReportsAsync(now, cancellationToken);
            }

            foreach (OpenedTrack track in session.Tracks)
                track.Ports?.Expire(track.Receiver, _dispatch);
        }
    }

    /// <summary>A quarter of what the last second brought: a camera that sends less than before is not waited for.</summary>
    private void AdaptLowWaterMark()
    {
        int received = Interlocked.Exchange(ref _received, 0);
        if (options.ReceiveLowWaterMark > 1)
        {
            bool isUrgent = options.WantsLowLatency?.Invoke() == true;
            session.Connection.SetReceiveLowWaterMark(isUrgent ? 1 : Math.Clamp(received / 4, 1, options.ReceiveLowWaterMark));
        }
    }

    private void CheckStall(long now)
    {
        long last = session.Tracks[0].Receiver.LastArrival;
        if (_isUnknown && options.Time.GetElapsedTime(Math.Max(last, _started), now) > Leniency.UnknownSessionTimeout)
            throw new RtspException(RtspFailure.Closed, "The camera has ended the session.");
        bool isUdpUnproven = last == 0 && session.IsUdp && options.Transport == RtspTransport.Udp;
        TimeSpan limit = isUdpUnproven && options.StallTimeout > Leniency.UdpTimeout ? Leniency.UdpTimeout : options.StallTimeout;
        if (options.Time.GetElapsedTime(Math.Max(last, _started), now) > limit)
            throw Failures.NoPackets(limit);
    }

    private async Task SendReportsAsync(long now, CancellationToken cancellationToken)
    {
        foreach (OpenedTrack track in session.Tracks)
        {
            byte[]? report;
            lock (_dispatch)
                report = track.Receiver.Report(now);
            if (report is null)
                continue;
            if (track.Ports is { } ports)
                await ports.SendReportAsync(report, cancellationToken);
            else
                await session.Connection.SendFrameAsync(track.RtcpChannel, report, cancellationToken);
        }
    }
}
