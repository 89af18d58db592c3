using System.Collections.Concurrent;
using FalconEye.Contracts.Cameras;

namespace FalconEye.Api.Cameras.Ptz;

/// <summary>The ONVIF services of the cameras that have been turned lately.</summary>
internal sealed class PtzDevices(TimeProvider time)
{
    /// <summary>So many users turn cameras at once at most; the one that was made first is forgotten.</summary>
    private const int MaxDevices = 64;

    private readonly ConcurrentDictionary<Guid, PtzDevice> _devices = new();

    /// <summary>The service of a camera. What was kept of another address of it is forgotten, and left to who uses it.</summary>
    internal PtzDevice Of(Guid cameraId, SourceAddress address)
    {
        if (_devices.TryGetValue(cameraId, out var known) && known.Address.WithCredentials == address.WithCredentials)
        {
            return known;
        }

        if (_devices.Count >= MaxDevices && _devices.Keys.FirstOrDefault(id => id != cameraId) is var oldest)
        {
            _devices.TryRemove(oldest, out _);
        }

        return _devices[cameraId] = new PtzDevice(address, time);
    }

    /// <summary>Forgets a camera whose service did not do what it was told: it may be elsewhere, or have other profiles.</summary>
    internal void Forget(Guid cameraId) => _devices.TryRemove(cameraId, out _);
}
