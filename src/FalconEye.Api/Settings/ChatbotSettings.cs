namespace FalconEye.Api.Settings;

/// <summary>The assistant's settings. Its key is never shown.</summary>
/// <param name="ApiKeyConfigured">Whether there is a key.</param>
/// <param name="EnabledTools">The tools that are switched on.</param>
/// <param name="AvailableTools">The tools that there are.</param>
public sealed record ChatbotSettings(bool ApiKeyConfigured, IReadOnlyList<string> EnabledTools, IReadOnlyList<string> AvailableTools);
