namespace FalconEye.Api.Settings;

/// <summary>How many cameras are being deleted.</summary>
/// <param name="Message">A text for users.</param>
/// <param name="Count">The number.</param>
public sealed record DeleteAllResponse(string Message, int Count);
