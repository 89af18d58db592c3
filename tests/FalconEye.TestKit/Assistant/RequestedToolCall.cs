using System.Text.Json;

namespace FalconEye.TestKit.Assistant;

/// <summary>A tool that a scripted model asks for.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">With what.</param>
public sealed record RequestedToolCall(string Name, JsonElement Arguments);
