using System.Collections.Immutable;

namespace FalconEye.Orchestration;

/// <summary>Environment variables with value equality. Its text form shows the names only, since values hold camera passwords.</summary>
public sealed class WorkloadEnvironment : IEquatable<WorkloadEnvironment>
{
    private readonly ImmutableSortedDictionary<string, string> _variables;

    /// <summary>Takes the variables as they are.</summary>
    public WorkloadEnvironment(IEnumerable<KeyValuePair<string, string>> variables) =>
        _variables = variables.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>No variables.</summary>
    public static WorkloadEnvironment Empty { get; } = new([]);

    /// <summary>The variables, sorted by name.</summary>
    public IReadOnlyDictionary<string, string> Variables => _variables;

    /// <inheritdoc/>
    public bool Equals(WorkloadEnvironment? other) => other is not null && _variables.SequenceEqual(other._variables);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WorkloadEnvironment);

    /// <inheritdoc/>
    public override int GetHashCode() => _variables.Aggregate(0, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', _variables.Keys);
}
