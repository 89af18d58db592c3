using FalconEye.Api.Auth;
using FalconEye.Data;
using FalconEye.Orchestration;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Chat.Tools.Reading;

/// <summary>The machines that cameras run on.</summary>
internal sealed class ListNodesTool(IWorkloadOrchestrator orchestrator, FalconEyeContext database, Caller who) : AssistantTool<NoArguments>
{
    public override string Name => ToolNames.ListNodes;

    public override string Description =>
        "Lists the machines (nodes) that cameras and recorders run on: name, address, whether it is ready, architecture, and how many "
        + "cameras belong to it.";

    protected override Task<string> DescribeAsync(NoArguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult("Looking at the machines");

    protected override async Task<ToolAnswer> RunAsync(NoArguments arguments, ToolCaller caller, CancellationToken cancellationToken)
    {
        var nodes = await orchestrator.ListNodesAsync(cancellationToken);
        var cameras = await database.Cameras.AsNoTracking().Of(who)
            .GroupBy(camera => camera.NodeName)
            .Select(group => new { Node = group.Key, Count = group.Count() })
            .ToListAsync(cancellationToken);
        return new ToolAnswer(new
        {
            Nodes = nodes.Select(node => new { Node = node, Cameras = cameras.Where(group => group.Node == node.Name).Sum(group => group.Count) }),
        });
    }
}
