namespace FalconEye.Api.Alerts.Modes;

/// <summary>The armed mode.</summary>
/// <param name="Mode"><c>home</c>, <c>away</c> or <c>off</c>.</param>
/// <param name="NextMode">The mode that follows by the schedule; <see langword="null"/> without one.</param>
/// <param name="NextChangeAt">When it follows, in UTC.</param>
public sealed record AlertModeResponse(string Mode, string? NextMode, DateTime? NextChangeAt);
