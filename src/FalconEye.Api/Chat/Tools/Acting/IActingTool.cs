using System.Text.Json;

namespace FalconEye.Api.Chat.Tools.Acting;

/// <summary>A tool that changes something, once a user has agreed to exactly that change.</summary>
internal interface IActingTool : IAssistantTool
{
    /// <summary>What would change, as things are now.</summary>
    /// <exception cref="ToolException">It cannot be done, or nothing would change.</exception>
    Task<PlannedChange> PlanAsync(JsonElement arguments, CancellationToken cancellationToken);

    /// <summary>Makes the change. Only for those who hold a user's agreement.</summary>
    /// <returns>What was done, as text for users.</returns>
    /// <exception cref="ToolException">It could not be done.</exception>
    Task<string> ActAsync(JsonElement arguments, CancellationToken cancellationToken);
}
