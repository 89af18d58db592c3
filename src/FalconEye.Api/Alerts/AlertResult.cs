using FalconEye.Api.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Alerts;

/// <summary>The result of a change to rules or channels: the row, the problems of several fields, or another refusal.</summary>
internal readonly record struct AlertResult<T>
    where T : class
{
    internal T? Value { get; private init; }

    internal IDictionary<string, string[]>? Problems { get; private init; }

    internal Refusal? Refusal { get; private init; }

    public static implicit operator AlertResult<T>(T value) => new() { Value = value };

    public static implicit operator AlertResult<T>(Dictionary<string, string[]> problems) => new() { Problems = problems };

    public static implicit operator AlertResult<T>(Refusal refusal) => new() { Refusal = refusal };

    /// <summary>The problem as an answer; only when there is no value.</summary>
    internal ProblemHttpResult ToProblem() => Problems is { } problems ? Problem.Invalid(problems) : Problem.Of(Refusal!);
}
