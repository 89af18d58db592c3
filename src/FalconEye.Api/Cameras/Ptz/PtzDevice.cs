using FalconEye.Contracts.Cameras;
using FalconEye.Onvif;
using FalconEye.Onvif.Media;

namespace FalconEye.Api.Cameras.Ptz;

/// <summary>The ONVIF service of one camera, kept between commands: a movement must not wait for questions whose answers are known.</summary>
internal sealed class PtzDevice(SourceAddress address, TimeProvider time) : IDisposable
{
    private readonly OnvifClient _client = OnvifClient.For(address, time);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private string? _profile;

    /// <summary>The address that it was made for.</summary>
    internal SourceAddress Address => address;

    /// <summary>Sends a command; one after the other, in the order in which they came.</summary>
    /// <param name="command">Sends it, for the profile that turns.</param>
    /// <param name="cancellationToken">Ends the call, not the movement.</param>
    /// <exception cref="OnvifException">The camera refuses, or does not turn.</exception>
    internal async Task<T> RunAsync<T>(Func<Onvif.Ptz.PtzService, string, Task<T>> command, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _profile ??= await FindProfileAsync(cancellationToken);
            return await command(_client.Ptz, _profile);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _turn.Dispose();
    }

    private async Task<string> FindProfileAsync(CancellationToken cancellationToken)
    {
        if ((await _client.GetServicesAsync(cancellationToken)).Ptz is null)
        {
            throw new OnvifException(FailureReasons.NotFound, "The camera cannot be turned over ONVIF.");
        }

        // Some say of none that it turns, and turn all the same.
        var profiles = ProfileChoice.Of(address, await _client.Media.GetProfilesAsync(cancellationToken));
        return (profiles.FirstOrDefault(profile => profile.HasPtz) ?? profiles[0]).Token;
    }
}
