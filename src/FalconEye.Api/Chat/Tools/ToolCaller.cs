namespace FalconEye.Api.Chat.Tools;

/// <summary>For whom a tool works.</summary>
/// <param name="Origin"><c>chat</c> or <c>mcp</c>.</param>
/// <param name="Actor">The user who asked.</param>
/// <param name="SessionId">Their conversation, if it is kept.</param>
internal sealed record ToolCaller(string Origin, string Actor, Guid? SessionId = null)
{
    /// <summary>A chat in the dashboard.</summary>
    internal const string Chat = "chat";

    /// <summary>Another program, by the Model Context Protocol.</summary>
    internal const string Mcp = "mcp";
}
