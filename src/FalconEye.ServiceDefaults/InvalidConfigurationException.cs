namespace FalconEye.ServiceDefaults;

/// <summary>Settings that a program cannot start with: one sentence for each, naming the variable, its value and what is allowed.</summary>
public sealed class InvalidConfigurationException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>One sentence for each wrong setting.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
