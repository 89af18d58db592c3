namespace FalconEye.TestKit;

/// <summary>How a program ended and what it wrote.</summary>
/// <param name="ExitCode">0 by convention for success.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record ToolResult(int ExitCode, string Output, string Error);
