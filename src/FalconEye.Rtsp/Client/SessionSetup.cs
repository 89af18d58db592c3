using FalconEye.Rtsp.Messages;
using FalconEye.Rtsp.Sdp;

namespace FalconEye.Rtsp.Client;

/// <summary>Opens a session: OPTIONS, DESCRIBE with redirects, and SETUP of each track.</summary>
internal sealed class SessionSetup(RtspClientOptions options, bool useUdp, bool wantsAudio)
{
    private string? _publicMethods;

    /// <summary>Whether the audio track was being set up when the camera closed the connection or fell silent.</summary>
    public bool FailedAtAudio { get; private set; }

    /// <summary>Opens the session.</summary>
    /// <exception cref="RtspException">The camera cannot be read.</exception>
    public async Task<OpenedSession> OpenAsync(RtspAddress address, CancellationToken cancellationToken)
    {
        (RtspConnection connection, RtspAddress reached, RtspMessage described) = await DescribeAsync(address, cancellationToken);
        SessionDescription description = SessionDescription.Parse(described.Body);
        string? contentBase = described.Headers["Content-Base"] ?? described.Headers["Content-Location"];
        RtspAddress presentation = reached.Rebase(contentBase).Rebase(AbsoluteControl(description));
        OpenedSession session = new(connection, presentation.Url);
        try
        {
            connection.SessionId = SessionHeader.Parse(described.Headers["Session"])?.Id;
            TrackSelection selection = TrackSelection.Of(description, wantsAudio);
            session.LeftOut.AddRange(selection.LeftOut);
            session.KeepAliveMethod = Leniency.KeepAliveMethod(_publicMethods);
            foreach (SelectedTrack track in selection.Tracks)
                await SetUpAsync(session, presentation, track, cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private static string? AbsoluteControl(SessionDescription description) =>
        description.Control?.Contains("://", StringComparison.Ordinal) == true ? description.Control : null;

    private async Task<(RtspConnection Connection, RtspAddress Address, RtspMessage Response)> DescribeAsync(
        RtspAddress address, CancellationToken cancellationToken)
    {
        RtspAddress current = address;
        bool asksForMethods = true;
        Authentication? challenged = null;
        for (int redirects = 0; ;)
        {
            // A password never goes in the clear to another host than the one it was entered for.
            bool isSameHost = current.Host.Equals(address.Host, StringComparison.OrdinalIgnoreCase);
            Authentication authentication = challenged
                ?? new(options.User ?? address.User, options.User is null ? address.Password : options.Password, allowBasic: isSameHost);
            RtspConnection connection = await ConnectionOpener.OpenAsync(current, options, authentication, cancellationToken);
            RtspMessage? offered = null;
            try
            {
                offered = asksForMethods ? await AskForMethodsAsync(connection, current, cancellationToken) : null;
                RtspMessage response = offered is { IsRedirect: true }
                    ? offered
                    : await connection.RequestAsync("DESCRIBE", current.Url, [("Accept", "application/sdp")], handler: null, cancellationToken);
                if (response.IsSuccess)
                    return (connection, current, response);
                if (!response.IsRedirect)
                    throw Failures.Of("DESCRIBE", response);
                current = Redirect(current, response.Headers["Location"], redirects++);
                challenged = null;
            }
            catch (RtspException e) when (e.Failure == RtspFailure.Closed && challenged is null && authentication.IsChallenged)
            {
                // Some cameras close the connection with the challenge, which is answered on another one.
                (challenged, asksForMethods) = (authentication, false);
                challenged.Reconnected();
            }
            catch (RtspException e) when (asksForMethods && IsDueToOptions(e.Failure, offered))
            {
                asksForMethods = false;
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }

            await connection.DisposeAsync();
        }
    }

    /// <summary>Whether a camera may do better without OPTIONS: it gave no answer, or refused and then closed the connection.</summary>
    private static bool IsDueToOptions(RtspFailure failure, RtspMessage? answer) =>
        answer is null ? failure is RtspFailure.Closed or RtspFailure.Silent : !answer.IsSuccess && failure == RtspFailure.Closed;

    /// <summary>OPTIONS only tells how to keep the session alive: a camera that does not know it may be read all the same.</summary>
    private async Task<RtspMessage> AskForMethodsAsync(RtspConnection connection, RtspAddress address, CancellationToken cancellationToken)
    {
        RtspMessage response = await connection.RequestAsync("OPTIONS", address.Url, [], handler: null, cancellationToken, Leniency.OptionsTimeout);
        _publicMethods = response.Headers["Public"];
        return response;
    }

    private RtspAddress Redirect(RtspAddress from, string? location, int redirects)
    {
        bool isPath = location?.StartsWith('/') == true;
        if (redirects >= Leniency.MaximumRedirects || location is null || (isPath ? from.Rebase(location) : RtspAddress.Parse(location)) is not { } to)
            throw new RtspException(RtspFailure.Refused, "The camera redirects to no valid address.");
        if (from.IsTls && !to.IsTls)
            throw new RtspException(RtspFailure.Refused, "The camera redirects from an encrypted address to one that is not.");
        bool isSameHost = to.Host.Equals(from.Host, StringComparison.OrdinalIgnoreCase);
        return isSameHost || options.Connect is not null
            ? to
            : throw new RtspException(RtspFailure.Refused, "The camera redirects to another host.");
    }

    private async Task SetUpAsync(OpenedSession session, RtspAddress presentation, SelectedTrack track, CancellationToken cancellationToken)
    {
        bool isAudio = track.Depacketizer.Track.Kind == TrackKind.Audio;
        FailedAtAudio = isAudio;
        int channel = 2 * session.Tracks.Count;
        UdpPorts? ports = useUdp ? UdpPorts.Bind(session.Connection.LocalAddress, options.Time) : null;
        try
        {
            string transport = ports is null
                ? $"RTP/AVP/TCP;unicast;interleaved={channel}-{channel + 1}"
                : $"RTP/AVP;unicast;client_port={ports.RtpPort}-{ports.RtpPort + 1}";
            RtspMessage response = await RequestSetupAsync(session, presentation.TrackUrls(track.Control), transport, isAudio, cancellationToken);
            if (!response.IsSuccess && isAudio)
            {
                session.LeftOut.Add($"The camera refuses its audio track (status {response.Status}).");
                return;
            }

            if (!response.IsSuccess)
                throw Failures.Of("SETUP", response);
            Add(session, track, response, (byte)channel, ports);
            ports = null;
        }
        finally
        {
            ports?.Dispose();
        }
    }

    private static async Task<RtspMessage> RequestSetupAsync(
        OpenedSession session, IReadOnlyList<string> urls, string transport, bool isAudio, CancellationToken cancellationToken)
    {
        RtspMessage? first = null;
        foreach (string url in urls)
        {
            RtspMessage response;
            try
            {
                response = await session.Connection.RequestAsync("SETUP", url, [("Transport", transport)], handler: null, cancellationToken);
            }
            catch (RtspException e) when (isAudio && e.StatusCode == 401)
            {
                // This user may see and not hear.
                return new RtspMessage { Status = e.StatusCode, Headers = new RtspHeaders() };
            }

            first ??= response;
            if (!Leniency.MayBeWrongUrl(response.Status))
                return response;
        }

        return first!;
    }

    private void Add(OpenedSession session, SelectedTrack track, RtspMessage response, byte channel, UdpPorts? ports)
    {
        if (SessionHeader.Parse(response.Headers["Session"]) is { } header)
        {
            session.Connection.SessionId ??= header.Id;
            session.Timeout = header.Timeout;
        }

        TransportHeader transport = TransportHeader.Parse(response.Headers["Transport"]);
        if (ports is not null && transport.IsInterleaved)
        {
            ports.Dispose();
            ports = null;
        }

        ports?.Connect(session.Connection.RemoteAddress, transport.ServerRtpPort, transport.ServerRtcpPort);
        byte rtp = transport.RtpChannel ?? channel;
        TrackReceiver receiver = new(track, transport.Source, options, isOrdered: ports is null);
        session.Tracks.Add(new OpenedTrack(receiver, rtp, transport.RtcpChannel ?? (byte)(rtp + 1), channel, ports));
    }
}
