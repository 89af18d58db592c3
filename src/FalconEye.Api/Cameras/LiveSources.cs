using FalconEye.Api.Problems;
using FalconEye.Contracts.Cameras;
using FalconEye.Data.Cameras;
using FalconEye.Onvif;
using FalconEye.Onvif.Media;
using FalconEye.Processes;

namespace FalconEye.Api.Cameras;

/// <summary>The addresses of cameras' small streams: entered by users under the rules of every camera's address, or asked of the camera.</summary>
internal sealed class LiveSources(TimeProvider time)
{
    private const string Field = "live_source_url";

    /// <summary>A camera that is not there must not hold up who adds it.</summary>
    private static readonly TimeSpan QueryTimeout = TimeSpan.FromSeconds(4);

    /// <summary>Checks what a user entered.</summary>
    /// <param name="protocol">The camera's.</param>
    /// <param name="text">The address; empty for none.</param>
    /// <param name="camera">The camera, whose stored passwords <c>***</c> stands for; <see langword="null"/> for a new one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What to store, which may be nothing, or why it cannot be used.</returns>
    internal static async Task<(string? Url, Refusal? Refusal)> ReadAsync(
        CameraProtocol protocol, string text, Camera? camera, CancellationToken cancellationToken)
    {
        if (text.Trim().Length == 0)
        {
            return (null, null);
        }

        if (protocol == CameraProtocol.Usb)
        {
            return (null, Refusal.Invalid(Field, "A USB camera has one stream only."));
        }

        string? whole = text;
        if (camera is not null && !CameraSource.TryRestoreSecrets(camera, text, out whole, out var unknown))
        {
            return (null, Refusal.Invalid(Field, unknown));
        }

        if (!SourceAddress.TryParse(whole, out var address, out var wrong))
        {
            return (null, Refusal.Invalid(Field, wrong));
        }

        if (!IsOf(protocol, address))
        {
            return (null, Refusal.Invalid(Field, $"The address of the small stream of such a camera starts with {SchemesOf(protocol)}."));
        }

        return await CameraSource.FindProblemAsync(address, cancellationToken) is { } forbidden
            ? (null, Refusal.Invalid(Field, forbidden))
            : (address.WithCredentials, null);
    }

    /// <summary>Asks an ONVIF camera for a small stream.</summary>
    /// <returns>Its address without user and password, which are the camera's; <see langword="null"/> when it has none or does not say.</returns>
    internal async Task<string?> FindAsync(SourceAddress address, CancellationToken cancellationToken)
    {
        if (!address.IsOnvif || address.QueryValue("profile") is not null)
        {
            return null;
        }

        using var deadline = Deadline.After(QueryTimeout, time, cancellationToken);
        try
        {
            using var device = OnvifClient.For(address, time);
            var profiles = ProfileChoice.Of(address, await device.Media.GetProfilesAsync(deadline.Token));
            return ProfileChoice.Substream(profiles) is { } small && SourceAddress.TryParse(address.WithProfile(small.Token), out var found, out _)
                ? found.WithCredentials
                : null;
        }
        catch (Exception e) when (e is OnvifException or HttpRequestException or IOException or TimeoutException or ForbiddenAddressException
            or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Whether the stored address is one that <see cref="FindAsync"/> found: it moves with the camera.</summary>
    internal static bool IsFound(Camera camera) =>
        SourceAddress.TryParse(camera.LiveSourceUrl, out var live, out _)
        && SourceAddress.TryParse(camera.SourceUrl, out var source, out _)
        && live is { IsOnvif: true, UserName: "" }
        && live.QueryValue("profile") is { } profile
        && live.WithCredentials == source.WithProfile(profile);

    /// <summary>The whole address for the program that reads the camera; <see langword="null"/> for none.</summary>
    internal static string? AddressOf(Camera camera) =>
        !SourceAddress.TryParse(camera.LiveSourceUrl, out var live, out _) ? null
        : SourceAddress.TryParse(camera.SourceUrl, out var source, out _) ? live.WithLoginOf(source).WithCredentials
        : live.WithCredentials;

    private static string SchemesOf(CameraProtocol protocol) => protocol switch
    {
        CameraProtocol.Rtsp => "rtsp:// or rtsps://",
        CameraProtocol.Onvif => "onvif://, onvifs://, rtsp:// or rtsps://",
        _ => "http:// or https://",
    };

    private static bool IsOf(CameraProtocol protocol, SourceAddress address) => protocol switch
    {
        CameraProtocol.Rtsp => address.IsRtsp,
        CameraProtocol.Onvif => address.IsRtsp || address.IsOnvif,
        _ => !address.IsRtsp && !address.IsOnvif,
    };
}
