using System.Globalization;
using FalconEye.Contracts.Cameras;
using FalconEye.Onvif.Soap;
using FalconEye.Onvif.Xml;

namespace FalconEye.Onvif.Ptz;

/// <summary>Turns and zooms a camera (https://www.onvif.org/ver20/ptz/wsdl/ptz.wsdl). Profiles are identified by their tokens.</summary>
public sealed class PtzService
{
    private static readonly SoapNamespace Ns = Names.Ptz;

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
        new SoapElement(
            Ns + "ContinuousMove",
            new SoapElement(Ns + "ProfileToken", profile),
            new SoapElement(
                Ns + "Velocity",
                new SoapElement(Names.Schema + "PanTilt") { Attributes = { new("x", Speed(pan)), new("y", Speed(tilt)) } },
                new SoapElement(Names.Schema + "Zoom") { Attributes = { new("x", Speed(zoom)) } }),
            new SoapElement(Ns + "Timeout", SoapEnvelope.Duration(longest))),
        cancellationToken);

    /// <summary>Stops every movement.</summary>
    public Task StopAsync(string profile, CancellationToken cancellationToken) => CallAsync(
        new SoapElement(
            Ns + "Stop",
            new SoapElement(Ns + "ProfileToken", profile),
            new SoapElement(Ns + "PanTilt", "true"),
            new SoapElement(Ns + "Zoom", "true")),
        cancellationToken);

    /// <summary>The positions that the camera remembers.</summary>
    public async Task<IReadOnlyList<PtzPreset>> GetPresetsAsync(string profile, CancellationToken cancellationToken)
    {
        var response = await CallAsync(new SoapElement(Ns + "GetPresets", new SoapElement(Ns + "ProfileToken", profile)), cancellationToken);
        return
        [
            .. response.ChildrenOf("Preset")
                .Select(preset => (Token: preset.Tagged("token") ?? "", Name: preset.Child("Name").Words()))
                .Where(preset => preset.Token.Length > 0)
                .Select(preset => new PtzPreset(preset.Token, SoapReading.Shown(preset.Name ?? preset.Token))),
        ];
    }

    /// <summary>Goes to a position that the camera remembers.</summary>
    public Task GoToPresetAsync(string profile, string preset, CancellationToken cancellationToken) => CallAsync(
        new SoapElement(Ns + "GotoPreset", new SoapElement(Ns + "ProfileToken", profile), new SoapElement(Ns + "PresetToken", preset)), cancellationToken);

    /// <summary>Goes to the home position.</summary>
    public Task GoHomeAsync(string profile, CancellationToken cancellationToken) =>
        CallAsync(new SoapElement(Ns + "GotoHomePosition", new SoapElement(Ns + "ProfileToken", profile)), cancellationToken);

    /// <summary>Has the camera remember where it looks now.</summary>
    /// <returns>The new preset's token.</returns>
    public async Task<string> SetPresetAsync(string profile, string name, CancellationToken cancellationToken)
    {
        var request = new SoapElement(Ns + "SetPreset", new SoapElement(Ns + "ProfileToken", profile), new SoapElement(Ns + "PresetName", name));
        return (await CallAsync(request, cancellationToken)).Child("PresetToken").Words() ?? "";
    }

    /// <summary>Has the camera forget a position.</summary>
    public Task RemovePresetAsync(string profile, string preset, CancellationToken cancellationToken) => CallAsync(
        new SoapElement(Ns + "RemovePreset", new SoapElement(Ns + "ProfileToken", profile), new SoapElement(Ns + "PresetToken", preset)), cancellationToken);

    private static string Speed(double speed) => Math.Clamp(speed, -1, 1).ToString("0.###", CultureInfo.InvariantCulture);

    private async Task<SoapElement> CallAsync(SoapElement request, CancellationToken cancellationToken)
    {
        var address = (await _device.GetServicesAsync(cancellationToken)).Ptz
            ?? throw new OnvifException(FailureReasons.Failed, "The camera cannot be turned over ONVIF.");
        return await _soap.CallAsync(address, request, cancellationToken);
    }
}
