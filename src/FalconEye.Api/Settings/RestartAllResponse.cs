namespace FalconEye.Api.Settings;

/// <summary>Which cameras start again.</summary>
/// <param name="Message">A text for users.</param>
/// <param name="Restarted">Their names.</param>
public sealed record RestartAllResponse(string Message, IReadOnlyList<string> Restarted);
