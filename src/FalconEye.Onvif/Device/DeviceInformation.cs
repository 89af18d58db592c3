namespace FalconEye.Onvif.Device;

/// <summary>What a device says it is. Nothing is <see langword="null"/>; what it does not say is empty.</summary>
/// <param name="Manufacturer">Who made it.</param>
/// <param name="Model">The model.</param>
/// <param name="FirmwareVersion">The version of its software.</param>
/// <param name="SerialNumber">Its serial number.</param>
public sealed record DeviceInformation(string Manufacturer, string Model, string FirmwareVersion, string SerialNumber);
