using FalconEye.Api.Settings;
using FalconEye.Data.Auth;

namespace FalconEye.Api.Chat.Tools.Reading;

/// <summary>The settings, without anything secret.</summary>
internal sealed class GetSettingsTool(SettingsService settings, ServerOptions options, EnabledTools tools, IHttpContextAccessor requests)
    : AssistantTool<NoArguments>
{
    public override string Name => ToolNames.GetSettings;

    public override string Description =>
        "Shows the settings: defaults for new cameras, nodes, cleanup, segment length, the disk space that recordings leave free, and "
        + "which assistant tools are on.";

    protected override Task<string> DescribeAsync(NoArguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult("Looking at the settings");

    protected override Task<ToolAnswer> RunAsync(NoArguments arguments, ToolCaller caller, CancellationToken cancellationToken)
    {
        // As at GET /api/settings.
        if (requests.HttpContext?.User is not { } user || !(user.IsInRole(nameof(UserRole.Operator)) || user.IsInRole(nameof(UserRole.Administrator))))
        {
            throw new ToolException("Settings are for operators and administrators.");
        }

        var current = settings.Current;
        return Task.FromResult(new ToolAnswer(new
        {
            current.DefaultResolution,
            current.DefaultFramerate,
            current.DefaultCameraNode,
            current.DefaultRecorderNode,
            current.CleanupInterval,
            current.CreatingTimeoutMinutes,
            options.SegmentSeconds,
            options.MinFreeDiskMb,
            options.RelayIdleTimeoutSeconds,
            EnabledTools = tools.Names,
            Link = "/settings",
        }));
    }
}
