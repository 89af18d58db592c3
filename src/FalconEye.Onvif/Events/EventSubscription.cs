using FalconEye.Contracts.Cameras;

namespace FalconEye.Onvif.Events;

/// <summary>
/// A subscription to a device's events, kept for as long as it is used: renewed, or replaced by another one on devices that renew none.
/// Meant for one caller at a time.
/// </summary>
public sealed class EventSubscription : IAsyncDisposable
{
    /// <summary>How long a device may hold a request while nothing happens.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(10);

    /// <summary>So long the last events of a subscription that is replaced are waited for.</summary>
    private static readonly TimeSpan LastHold = TimeSpan.FromSeconds(1);

    private readonly PullPointCalls _calls;
    private readonly Uri _service;
    private PullPoint _point;
    private long _renewed;
    private bool _isRenewable = true;
    private IReadOnlyList<OnvifEvent> _left = [];

    internal EventSubscription(PullPointCalls calls, Uri service, PullPoint point)
    {
        (_calls, _service, _point, _renewed) = (calls, service, point, calls.Time.GetTimestamp());
    }

    /// <summary>Fetches what happened; waits some seconds for something when nothing did.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>
    /// In the device's order. An event that happened while the subscription was replaced may come twice, in the same words.
    /// </returns>
    /// <exception cref="OnvifException">The device refuses: mostly it has forgotten the subscription.</exception>
    /// <exception cref="HttpRequestException">The device is gone.</exception>
    /// <exception cref="TimeoutException">The device is silent.</exception>
    public async Task<IReadOnlyList<OnvifEvent>> PullAsync(CancellationToken cancellationToken)
    {
        // A third: the request before may have taken as long.
        if (_calls.Time.GetElapsedTime(_renewed) >= _point.Lifetime / 3)
        {
            await ProlongAsync(cancellationToken);
        }

        if (_left.Count > 0)
        {
            (var left, _left) = (_left, []);
            return left;
        }

        var asked = _calls.Time.GetTimestamp();
        try
        {
            return await _calls.PullAsync(_point, Hold, cancellationToken);
        }
        catch (HttpRequestException e) when (IsClosed(e) && _calls.Time.GetElapsedTime(asked) > Hold / 2)
        {
            // Some devices close the connection instead of saying that nothing happened.
            return [];
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _calls.EndAsync(_point);

    /// <summary>Whether the device had taken the request.</summary>
    private static bool IsClosed(HttpRequestException e) => e is { HttpRequestError: HttpRequestError.ResponseEnded } or { InnerException: IOException };

    private async Task ProlongAsync(CancellationToken cancellationToken)
    {
        _isRenewable = _isRenewable && await _calls.RenewAsync(_point, cancellationToken);
        if (!_isRenewable)
        {
            await ReplaceAsync(cancellationToken);
        }

        _renewed = _calls.Time.GetTimestamp();
    }

    /// <summary>The new one is there before the old one ends, so that nothing is missed in between.</summary>
    private async Task ReplaceAsync(CancellationToken cancellationToken)
    {
        var old = _point;
        _point = await _calls.CreateAsync(_service, cancellationToken);
        try
        {
            _left = await _calls.PullAsync(old, LastHold, cancellationToken);
        }
        catch (Exception e) when (e is OnvifException { Reason: not FailureReasons.Unauthorized } or HttpRequestException or TimeoutException)
        {
            // The device keeps one subscription only, and has forgotten the old one for the new one.
        }
        finally
        {
            await _calls.EndAsync(old);
        }
    }
}
