using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FalconEye.Api.Chat.Tools;

/// <summary>The one list of tools, for chats and for MCP, and which of them are switched on.</summary>
internal sealed partial class ToolRegistry(IEnumerable<IAssistantTool> tools, EnabledTools enabled, ILogger<ToolRegistry> logger)
{
    /// <summary>The tools that are switched on.</summary>
    internal IReadOnlyList<IAssistantTool> Enabled
    {
        get
        {
            var names = enabled.Names.ToHashSet(StringComparer.Ordinal);
            return [.. tools.Where(tool => names.Contains(tool.Name))];
        }
    }

    /// <summary>The tools that are switched on, as they are described to the model.</summary>
    internal IList<AITool> Declarations => [.. Enabled.Select(tool => AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description, tool.Schema))];

    /// <summary>A tool that is switched on, or <see langword="null"/>: what is off does not exist.</summary>
    internal IAssistantTool? Find(string name) => Enabled.FirstOrDefault(tool => tool.Name == name);

    /// <summary>Runs a tool.</summary>
    /// <exception cref="ToolException">It is switched off, or cannot do it, as a text for the model.</exception>
    internal async Task<ToolAnswer> RunAsync(string name, JsonElement arguments, ToolCaller caller, CancellationToken cancellationToken)
    {
        var tool = Find(name)
            ?? throw new ToolException($"There is no tool {name} here, or it is switched off. A person can switch tools on in the settings.");
        try
        {
            return await tool.RunAsync(arguments, caller, cancellationToken);
        }
        catch (Exception e) when (e is not ToolException && !cancellationToken.IsCancellationRequested)
        {
            LogFailed(name, e);
            throw new ToolException($"{name} failed; the server's log has the reason.");
        }
    }

    [LoggerMessage(LogLevel.Error, "The tool {Tool} failed")]
    private partial void LogFailed(string tool, Exception exception);
}
