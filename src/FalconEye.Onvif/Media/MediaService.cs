using FalconEye.Contracts.Cameras;
using FalconEye.Onvif.Device;
using FalconEye.Onvif.Soap;
using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif.Media;

/// <summary>
/// The streams of a device, by whichever version of the media service it has; version 2 first, which alone tells of H.265.
/// </summary>
public sealed class MediaService
{
    private static readonly MediaVersion One = new MediaVersion1();
    private static readonly MediaVersion Two = new MediaVersion2();
    private static readonly string[] StreamSchemes = ["rtsp", "rtsps"];

    private readonly OnvifClient _device;
    private readonly SoapClient _soap;
    private readonly ReachableAddress _reachable;
    private readonly string _userInfo;
    private (MediaVersion Version, Uri Address)? _chosen;

    internal MediaService(OnvifClient device, SoapClient soap, ReachableAddress reachable, string userInfo)
    {
        (_device, _soap, _reachable, _userInfo) = (device, soap, reachable, userInfo);
    }

    /// <summary>What the device offers; profiles without video are left out.</summary>
    /// <exception cref="OnvifException">It refuses, or offers no video (<see cref="FailureReasons.NoVideo"/>).</exception>
    public async Task<IReadOnlyList<MediaProfile>> GetProfilesAsync(CancellationToken cancellationToken)
    {
        OnvifException? refusal = null;
        foreach (var candidate in Candidates(await _device.GetServicesAsync(cancellationToken)))
        {
            try
            {
                var response = await _soap.CallAsync(candidate.Address, candidate.Version.Profiles, cancellationToken);
                MediaProfile[] profiles = [.. response.ChildrenOf("Profiles").Select(candidate.Version.Read).Where(IsUsable)];
                if (profiles.Length > 0)
                {
                    _chosen = candidate;
                    return profiles;
                }
            }
            catch (OnvifException e) when (e.Reason is FailureReasons.Failed or FailureReasons.NotFound)
            {
                refusal = e;
            }
        }

        throw refusal ?? new OnvifException(FailureReasons.NoVideo, "The camera offers no video over ONVIF: check its video settings.");
    }

    /// <summary>The address of a profile's stream (RTSP over TCP), on the host that we reached and with user and password in it.</summary>
    /// <param name="profile">One of <see cref="GetProfilesAsync"/>'s.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OnvifException">It refuses, or tells no RTSP address (<see cref="FailureReasons.NotFound"/>).</exception>
    public async Task<SourceAddress> GetStreamUriAsync(MediaProfile profile, CancellationToken cancellationToken)
    {
        var (version, address) = await ChosenAsync(cancellationToken);
        var forms = version.StreamUri(profile.Token);
        for (var form = 0; ; form++)
        {
            try
            {
                var reported = (await _soap.CallAsync(address, forms[form], cancellationToken)).Find("Uri").Words();
                return SourceAddress.TryParse(_reachable.OfStream(reported, StreamSchemes, _userInfo), out var stream, out _)
                    ? stream
                    : throw new OnvifException(FailureReasons.NotFound, $"The camera tells no RTSP address for its stream {profile.Name}: switch RTSP on in its settings.");
            }
            catch (OnvifException e) when (e.Reason == FailureReasons.Failed && form + 1 < forms.Count)
            {
                // The next form is for devices that do not know this one.
            }
        }
    }

    private static bool IsUsable(MediaProfile profile) => profile.Codec is not null && profile.Token.Length > 0;

    private static IEnumerable<(MediaVersion Version, Uri Address)> Candidates(DeviceServices services)
    {
        if (services.Media2 is { } two)
        {
            yield return (Two, two);
        }

        if (services.Media is { } one)
        {
            yield return (One, one);
        }
    }

    private async Task<(MediaVersion Version, Uri Address)> ChosenAsync(CancellationToken cancellationToken)
    {
        if (_chosen is null)
        {
            await GetProfilesAsync(cancellationToken);
        }

        return _chosen!.Value;
    }
}
