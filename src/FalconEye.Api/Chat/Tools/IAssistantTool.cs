using System.Text.Json;

namespace FalconEye.Api.Chat.Tools;

/// <summary>Something that the model can ask for, in a chat or through MCP.</summary>
internal interface IAssistantTool
{
    /// <summary>One of <see cref="ToolNames"/>.</summary>
    string Name { get; }

    /// <summary>What it is for, to the model.</summary>
    string Description { get; }

    /// <summary>The JSON schema of its arguments.</summary>
    JsonElement Schema { get; }

    /// <summary>Whether calling it changes nothing.</summary>
    bool IsReadOnly { get; }

    /// <summary>What it is doing, to the user who waits; names of cameras in it are the user's own.</summary>
    Task<string> DescribeAsync(JsonElement arguments, CancellationToken cancellationToken);

    /// <summary>Does what it is for; an acting tool only writes down what it would do.</summary>
    /// <exception cref="ToolException">It cannot, or the arguments are wrong.</exception>
    Task<ToolAnswer> RunAsync(JsonElement arguments, ToolCaller caller, CancellationToken cancellationToken);
}
