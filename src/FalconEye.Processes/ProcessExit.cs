namespace FalconEye.Processes;

/// <summary>How a child process ended.</summary>
/// <param name="Code">The exit code; 128 + N when signal N ended it, as shells count.</param>
/// <param name="LastLines">The last lines it wrote to standard error, oldest first.</param>
public sealed record ProcessExit(int Code, IReadOnlyList<string> LastLines);
