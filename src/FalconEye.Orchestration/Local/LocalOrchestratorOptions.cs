namespace FalconEye.Orchestration.Local;

/// <summary>Where the programs are that the local orchestrator starts.</summary>
/// <param name="RelayPath">The relay.</param>
/// <param name="RecorderPath">The recorder.</param>
/// <param name="MotionPath">Debian's <c>motion</c>.</param>
/// <param name="RunDirectory">A folder for rendered configuration, private to this user.</param>
public sealed record LocalOrchestratorOptions(string RelayPath, string RecorderPath, string MotionPath, string RunDirectory);
