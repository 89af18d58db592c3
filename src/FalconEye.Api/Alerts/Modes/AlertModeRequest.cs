using System.ComponentModel.DataAnnotations;

namespace FalconEye.Api.Alerts.Modes;

/// <summary>Sets the armed mode.</summary>
/// <param name="Mode"><c>home</c>, <c>away</c> or <c>off</c>.</param>
public sealed record AlertModeRequest([property: Required(ErrorMessage = ArmedModes.Problem)] string? Mode);
