using FalconEye.Processes;
using FalconEye.Rtsp.Server;

namespace FalconEye.Api.Cameras.Live.Rtsp;

/// <summary>Opens cameras for one player's connection.</summary>
/// <param name="access">Says what the player may see.</param>
/// <param name="streams">The cameras.</param>
/// <param name="player">The player.</param>
/// <param name="onOpened">Called once a stream is open: the connection is of use from then on.</param>
/// <param name="time">The clock.</param>
internal sealed class RtspHost(RtspAccess access, CameraStreams streams, PlayerConnection player, Action onOpened, TimeProvider time) : IRtspHost
{
    /// <summary>RFC 2326, section 11.3.3: not enough bandwidth. The caller has as many streams as it may have.</summary>
    private const int TooManyStreams = 453;

    /// <summary>A relay that opens its camera has an answer by then, which is 10 s.</summary>
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(12);

    /// <inheritdoc/>
    public async Task<RtspAnswer> OpenAsync(RtspRequest request, CancellationToken cancellationToken)
    {
        var grant = await access.CheckAsync(request, player, cancellationToken);
        return grant is { Status: StatusCodes.Status200OK, Context: { } context }
            ? await OpenAsync(grant, context, cancellationToken)
            : new RtspAnswer(grant.Status);
    }

    private async Task<RtspAnswer> OpenAsync(RtspGrant grant, HttpContext context, CancellationToken cancellationToken)
    {
        var viewer = new RtspViewer();
        if (!await viewer.TryEnterAsync(context, access))
        {
            await viewer.DisposeAsync();
            return new RtspAnswer(TooManyStreams);
        }

        var stream = new RtspStream(streams.SubscribeUnits(grant.CameraId, grant.Stream, out var units), viewer);
        using var deadline = Deadline.After(OpenTimeout, time, cancellationToken);
        await using var ending = deadline.Token.UnsafeRegister(static waiting => ((RtspStream)waiting!).End(), stream);
        var beginning = stream.BeginAsync();
        if (await Task.WhenAny(beginning, units.NoVideo) == beginning && await beginning)
        {
            onOpened();
            return new RtspAnswer(StatusCodes.Status200OK, stream);
        }

        stream.End();
        await ((Task)beginning).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await stream.DisposeAsync();
        return new RtspAnswer(StatusCodes.Status503ServiceUnavailable);
    }
}
