using FalconEye.Api.Edge;
using Microsoft.AspNetCore.Http.Features;

namespace FalconEye.Api.Cameras.Live.Rtsp;

/// <summary>
/// A player of RTSP as the server's rules for requests see it: recognised by the same credentials, counted as a live stream, and cut off with the
/// login or token that it shows. It is a request without HTTP, from when it is let in until it is disposed of.
/// </summary>
internal sealed class RtspViewer : IAsyncDisposable, IHttpRequestLifetimeFeature
{
    private readonly CancellationTokenSource _revoked = new();
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _tracked = Task.CompletedTask;

    /// <summary>Cancelled when the player may see no more.</summary>
    internal CancellationToken Revoked => _revoked.Token;

    /// <inheritdoc/>
    public CancellationToken RequestAborted
    {
        get => _revoked.Token;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public void Abort()
    {
        try
        {
            _revoked.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The player has left at this moment.
        }
    }

    /// <summary>Lets the player in for as long as it plays.</summary>
    /// <returns>False when its caller plays as many streams as it may.</returns>
    internal async Task<bool> TryEnterAsync(HttpContext context, RtspAccess access)
    {
        context.Features.Set<IHttpRequestLifetimeFeature>(this);
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new LongRequestMetadata(LongRequestKind.Stream)), "RTSP"));
        _tracked = access.Limits.LimitAsync(context, counted => access.Requests.TrackAsync(counted, async _ =>
        {
            _entered.TrySetResult();
            await _left.Task;
        }));
        return await Task.WhenAny(_tracked, _entered.Task) == _entered.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _left.TrySetResult();
        await _tracked.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _revoked.Dispose();
    }
}
