using System.Diagnostics.CodeAnalysis;

namespace FalconEye.Api.Problems;

/// <summary>The result of a use case: a value, or why there is none.</summary>
internal readonly record struct Result<T>
    where T : class
{
    private Result(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    /// <summary>The value; <see langword="null"/> when it was refused.</summary>
    internal T? Value { get; }

    /// <summary>Why it was refused; <see langword="null"/> when it was not.</summary>
    internal Refusal? Refusal { get; }

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(null, refusal);

    /// <summary>Whether there is a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="refusal">Why there is none.</param>
    internal bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Refusal? refusal)
    {
        (value, refusal) = (Value, Refusal);
        return value is not null;
    }
}
