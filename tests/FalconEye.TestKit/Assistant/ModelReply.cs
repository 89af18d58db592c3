using System.Text.Json;

namespace FalconEye.TestKit.Assistant;

/// <summary>What a <see cref="ScriptedModel"/> answers to one request, written by a test.</summary>
public sealed record ModelReply
{
    /// <summary>Thoughts that come first, with the provider's signature; none if null.</summary>
    public string? Thinking { get; init; }

    /// <summary>The pieces of the text, each an event of its own.</summary>
    public IReadOnlyList<string> Chunks { get; init; } = [];

    /// <summary>The tools that it asks for, after the text.</summary>
    public IReadOnlyList<RequestedToolCall> Tools { get; init; } = [];

    /// <summary>Completes before each piece of the text but the first is sent; null sends them at once.</summary>
    public Func<int, CancellationToken, Task>? BeforeData { get; init; }

    /// <summary>Completes before the stream ends; null ends it at once.</summary>
    public Func<CancellationToken, Task>? BeforeEnd { get; init; }

    /// <summary>The HTTP status of an error instead of an answer.</summary>
    public int? Status { get; init; }

    /// <summary>The error's type, as the provider names it.</summary>
    public string ErrorType { get; init; } = "";

    /// <summary>Seconds in <c>Retry-After</c>.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>How the stream ends when it does not end well.</summary>
    public StreamEnd End { get; init; } = StreamEnd.Whole;

    /// <summary>A text.</summary>
    public static ModelReply Text(params string[] chunks) => new() { Chunks = chunks };

    /// <summary>One tool.</summary>
    public static ModelReply Tool(string name, object? arguments = null) => new() { Tools = [new(name, JsonSerializer.SerializeToElement(arguments ?? new { }))] };

    /// <summary>Several tools in one turn.</summary>
    public static ModelReply ToolsAtOnce(params (string Name, object Arguments)[] tools) =>
        new() { Tools = [.. tools.Select(tool => new RequestedToolCall(tool.Name, JsonSerializer.SerializeToElement(tool.Arguments)))] };

    /// <summary>An error, as the provider documents it.</summary>
    public static ModelReply Error(int status, string type, int? retryAfter = null) => new() { Status = status, ErrorType = type, RetryAfter = retryAfter };
}
