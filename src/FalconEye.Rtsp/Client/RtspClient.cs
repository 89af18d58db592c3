namespace FalconEye.Rtsp.Client;

/// <summary>Reads cameras by RTSP 1.0 (RFC 2326).</summary>
public static class RtspClient
{
    /// <summary>Connects to a camera and sets up its tracks; nothing is sent by the camera before <see cref="RtspSession.RunAsync"/>.</summary>
    /// <exception cref="RtspException">The camera cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<RtspSession> ConnectAsync(RtspClientOptions options, CancellationToken cancellationToken)
    {
        RtspAddress address = RtspAddress.Parse(options.Address)
            ?? throw new RtspException(RtspFailure.Unreachable, "The address is not valid: it must be rtsp://host or rtsps://host with an optional port and path.");
        return new RtspSession(options, address, await OpenAsync(options, address, cancellationToken));
    }

    private static async Task<OpenedSession> OpenAsync(RtspClientOptions options, RtspAddress address, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenAsync(options, address, options.Transport == RtspTransport.Udp, cancellationToken);
        }
        catch (RtspException e) when (e.StatusCode == 461 && options.Transport != RtspTransport.Tcp)
        {
            return await OpenAsync(options, address, options.Transport == RtspTransport.Automatic, cancellationToken);
        }
    }

    /// <summary>Opens a session by one transport; without audio when the camera breaks off as the audio track is set up.</summary>
    internal static async Task<OpenedSession> OpenAsync(RtspClientOptions options, RtspAddress address, bool useUdp, CancellationToken cancellationToken)
    {
        SessionSetup setup = new(options, useUdp, options.WantsAudio);
        try
        {
            return await setup.OpenAsync(address, cancellationToken);
        }
        catch (RtspException e) when (setup.FailedAtAudio && e.Failure is RtspFailure.Closed or RtspFailure.Silent)
        {
            OpenedSession session = await new SessionSetup(options, useUdp, wantsAudio: false).OpenAsync(address, cancellationToken);
            session.LeftOut.Add("The camera breaks off when its audio track is set up.");
            return session;
        }
    }
}
