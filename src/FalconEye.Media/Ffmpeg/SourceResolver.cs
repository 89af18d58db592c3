using FalconEye.Contracts.Cameras;
using FalconEye.Media.Http;
using FalconEye.Onvif;
using FalconEye.Onvif.Media;

namespace FalconEye.Media.Ffmpeg;

/// <summary>
/// Turns the address of a camera into the address of its stream: the same, unless the camera has to be asked for it. What an ONVIF camera
/// answers is kept while it works, so that a viewer who comes need not wait for half a dozen questions.
/// </summary>
/// <param name="address">The camera's address.</param>
/// <param name="wanted">
/// The size of the frame that is wanted, for the smallest stream that fills it; <see langword="null"/> for the best.
/// </param>
/// <param name="time">The clock.</param>
public sealed class SourceResolver(SourceAddress address, Resolution? wanted, TimeProvider time)
{
    /// <summary>Less than the time in which a bad source must be known.</summary>
    private static readonly TimeSpan QueryTimeout = TimeSpan.FromSeconds(8);

    private volatile ResolvedSource? _known;

    /// <summary>The camera's own address.</summary>
    public SourceAddress Address => address;

    /// <summary>Resolves the address to one that FFmpeg opens.</summary>
    /// <exception cref="SourceFailedException">
    /// The camera did not tell its stream's address, or a name leads where no camera is.
    /// </exception>
    public async Task<ResolvedSource> ResolveAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var source = _known ??= address.IsOnvif ? await AskAsync(cancellationToken) : new ResolvedSource(address);
        await RefuseForbiddenAsync(source.Address, cancellationToken);
        return source;
    }

    /// <summary>Has the camera asked again next time: its stream has failed, and may be elsewhere now.</summary>
    public void Forget() => _known = null;

    /// <summary>Before each connection, so that the reason is known at once; each connection checks again.</summary>
    private async Task RefuseForbiddenAsync(SourceAddress source, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(QueryTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            if (await CameraDialer.FindProblemAsync(source.Host, source.Port, both.Token) is { } problem)
            {
                throw new SourceFailedException(new SourceFailure(FailureReasons.Failed, problem));
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceFailedException(HttpFailure.Of(e, source), e);
        }
    }

    private async Task<ResolvedSource> AskAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(QueryTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var device = OnvifClient.For(address, time);
            var profiles = ProfileChoice.Of(address, await device.Media.GetProfilesAsync(both.Token));
            var profile = wanted is { } size ? ProfileChoice.Nearest(profiles, size.Width, size.Height) : ProfileChoice.Best(profiles);
            var stream = await device.Media.GetStreamUriAsync(profile, both.Token);
            return new ResolvedSource(stream, $"{profile} at {stream.Redacted}");
        }
        catch (OnvifException e)
        {
            throw new SourceFailedException(new SourceFailure(e.Reason, e.Message), e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException
            or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new SourceFailedException(HttpFailure.Of(e, address), e);
        }
    }
}
