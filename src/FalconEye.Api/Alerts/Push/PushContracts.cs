using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using FalconEye.Data.Alerts;

namespace FalconEye.Api.Alerts.Push;

/// <summary>A browser that is to get alerts: its subscription, as <c>PushSubscription.toJSON()</c> has it, and a name.</summary>
public sealed record AddDeviceRequest
{
    /// <summary>What the user calls it.</summary>
    [Required(ErrorMessage = "A device has a name.")]
    [AlertName]
    public string? Name { get; init; }

    /// <summary>The address at the push service.</summary>
    [Required(ErrorMessage = "endpoint is the https:// address that the browser got from its push service.")]
    public string? Endpoint { get; init; }

    /// <summary>The browser's keys.</summary>
    [Required(ErrorMessage = "keys has the browser's p256dh and auth.")]
    public DeviceKeys? Keys { get; init; }
}

/// <summary>The keys by which messages to a browser are encrypted.</summary>
public sealed record DeviceKeys
{
    /// <summary>Its public key.</summary>
    [Required(ErrorMessage = "keys.p256dh is the browser's public key.")]
    [StringLength(200, ErrorMessage = "keys.p256dh has at most 200 characters.")]
    [JsonPropertyName("p256dh")]
    public string? P256dh { get; init; }

    /// <summary>Its authentication secret.</summary>
    [Required(ErrorMessage = "keys.auth is the browser's secret.")]
    [StringLength(100, ErrorMessage = "keys.auth has at most 100 characters.")]
    public string? Auth { get; init; }
}

/// <summary>One's own devices.</summary>
/// <param name="PublicKey">What browsers subscribe with (<c>applicationServerKey</c>), in base64url.</param>
/// <param name="Devices">By name.</param>
public sealed record DeviceListResponse(string PublicKey, IReadOnlyList<DeviceResponse> Devices);

/// <summary>A browser that gets alerts, without its address and keys.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What the user calls it.</param>
/// <param name="EndpointHash">SHA-256 of its address at the push service, in hexadecimal: a browser knows itself by it.</param>
/// <param name="CreatedAt">When it was subscribed.</param>
/// <param name="DeliveredAt">When the push service last took a message.</param>
/// <param name="Error">Why the push service did not take the last one.</param>
public sealed record DeviceResponse(Guid Id, string Name, string EndpointHash, DateTime CreatedAt, DateTime? DeliveredAt, string? Error)
{
    /// <summary>Shows a stored device.</summary>
    public static DeviceResponse From(PushDevice device) =>
        new(device.Id, device.Name, device.EndpointHash, device.CreatedAt, device.DeliveredAt, device.Error);
}

/// <summary>What became of a test.</summary>
/// <param name="Delivered">Whether the push service took it.</param>
/// <param name="Error">Why not.</param>
public sealed record DeviceTestResponse(bool Delivered, string? Error);
