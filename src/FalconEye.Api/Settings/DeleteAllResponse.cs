namespace FalconEye.Api.Settings;

/// <summary>How many cameras are being deleted.</summary>
/// <param name="Message">In words.</param>
/// <param name="Count">The number.</param>
public sealed record DeleteAllResponse(string Message, int Count);
