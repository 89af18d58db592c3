using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using FalconEye.Contracts.Cameras;
using FalconEye.Onvif.Soap;

namespace FalconEye.Onvif.Ptz;

/// <summary>Turns and zooms a camera (https://www.onvif.org/ver20/ptz/wsdl/ptz.wsdl). Profiles are told by their tokens.</summary>
public sealed class PtzService
{
    private static readonly XNamespace Ns = Names.Ptz;

    private readonly OnvifClient _device;
    private readonly SoapClient _soap;

    internal PtzService(OnvifClient device, SoapClient soap)
    {
        (_device, _soap) = (device, soap);
    }

    /// <summary>Moves until <see cref="StopAsync"/>, or for as long as given.</summary>
    /// <param name="profile">The profile's token.</param>
    /// <param name="pan">-1 (left) to 1 (right): the share of the full speed.</param>
    /// <param name="tilt">-1 (down) to 1 (up).</param>
    /// <param name="zoom">-1 (wide) to 1 (near).</param>
    /// <param name="longest">When it stops by itself, so that a lost Stop does not leave it turning.</param>
    /// <param name="cancellationToken">Ends the call, not the movement.</param>
    public Task MoveAsync(string profile, double pan, double tilt, double zoom, TimeSpan longest, CancellationToken cancellationToken) => CallAsync(
        new XElement(
            Ns + "ContinuousMove",
            new XElement(Ns + "ProfileToken", profile),
            new XElement(
                Ns + "Velocity",
                new XElement(Names.Schema + "PanTilt", new XAttribute("x", Speed(pan)), new XAttribute("y", Speed(tilt))),
                new XElement(Names.Schema + "Zoom", new XAttribute("x", Speed(zoom)))),
            new XElement(Ns + "Timeout", XmlConvert.ToString(longest))),
        cancellationToken);

    /// <summary>Stops every movement.</summary>
    public Task StopAsync(string profile, CancellationToken cancellationToken) => CallAsync(
        new XElement(Ns + "Stop", new XElement(Ns + "ProfileToken", profile), new XElement(Ns + "PanTilt", true), new XElement(Ns + "Zoom", true)),
        cancellationToken);

    /// <summary>The positions that the camera remembers.</summary>
    public async Task<IReadOnlyList<PtzPreset>> GetPresetsAsync(string profile, CancellationToken cancellationToken)
    {
        var response = await CallAsync(new XElement(Ns + "GetPresets", new XElement(Ns + "ProfileToken", profile)), cancellationToken);
        return
        [
            .. response.Children("Preset")
                .Select(preset => (Token: preset.Tagged("token") ?? "", Name: preset.Child("Name").Text()))
                .Where(preset => preset.Token.Length > 0)
                .Select(preset => new PtzPreset(preset.Token, XmlReading.Shown(preset.Name ?? preset.Token))),
        ];
    }

    /// <summary>Goes to a position that the camera remembers.</summary>
    public Task GoToPresetAsync(string profile, string preset, CancellationToken cancellationToken) => CallAsync(
        new XElement(Ns + "GotoPreset", new XElement(Ns + "ProfileToken", profile), new XElement(Ns + "PresetToken", preset)), cancellationToken);

    /// <summary>Has the camera remember where it looks now.</summary>
    /// <returns>The new preset's token.</returns>
    public async Task<string> SetPresetAsync(string profile, string name, CancellationToken cancellationToken)
    {
        var request = new XElement(Ns + "SetPreset", new XElement(Ns + "ProfileToken", profile), new XElement(Ns + "PresetName", name));
        return (await CallAsync(request, cancellationToken)).Child("PresetToken").Text() ?? "";
    }

    /// <summary>Has the camera forget a position.</summary>
    public Task RemovePresetAsync(string profile, string preset, CancellationToken cancellationToken) => CallAsync(
        new XElement(Ns + "RemovePreset", new XElement(Ns + "ProfileToken", profile), new XElement(Ns + "PresetToken", preset)), cancellationToken);

    private static string Speed(double speed) => Math.Clamp(speed, -1, 1).ToString("0.###", CultureInfo.InvariantCulture);

    private async Task<XElement> CallAsync(XElement request, CancellationToken cancellationToken)
    {
        var address = (await _device.GetServicesAsync(cancellationToken)).Ptz
            ?? throw new OnvifException(FailureReasons.Failed, "The camera cannot be turned over ONVIF.");
        return await _soap.CallAsync(address, request, cancellationToken);
    }
}
