using FalconEye.Api.Auth;
using FalconEye.Api.Recordings;

namespace FalconEye.Api.Chat.Tools.Reading;

/// <summary>When disks will be full.</summary>
internal sealed class StorageForecastTool(StorageForecast forecast, Caller who) : AssistantTool<NoArguments>
{
    public override string Name => ToolNames.StorageForecast;

    public override string Description =>
        "Foresees when disks will be full: the free space of each machine, what each camera writes per second and day by its last week, "
        + "and the days until recordings stop.";

    protected override Task<string> DescribeAsync(NoArguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult("Measuring the disk");

    protected override async Task<ToolAnswer> RunAsync(NoArguments arguments, ToolCaller caller, CancellationToken cancellationToken) =>
        new(await forecast.ReadAsync(who, cancellationToken));
}
