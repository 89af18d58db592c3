using Cronos;
using FalconEye.Api.Auth;
using FalconEye.Api.Cameras;
using FalconEye.Api.Chat.Provider;
using FalconEye.Api.Chat.Tools;
using FalconEye.Api.Edge;
using FalconEye.Api.Problems;
using FalconEye.Api.Recordings.Retention;
using FalconEye.Orchestration;
using FalconEye.Orchestration.Nodes;
using FalconEye.Processes.Sandbox;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Settings;

/// <summary>Settings, and the two actions on all cameras at once (api.md, "Settings").</summary>
internal static class SettingsEndpoints
{
    internal static RouteGroupBuilder MapSettings(this IEndpointRouteBuilder app)
    {
        var settings = app.MapGroup("/api/settings").WithTags("Settings").RequireAuthorization(Policies.Operator);
        settings.MapGet("/", GetSettings);
        settings.MapPatch("/", UpdateSettings).RequireAuthorization(Policies.Administrator);
        settings.MapPost("/restart-all", RestartAll).RequireAuthorization(Policies.Administrator);
        settings.MapDelete("/cameras/all", DeleteAllCameras).RequireAuthorization(Policies.Administrator);
        return settings;
    }

    private static async Task<Ok<SettingsResponse>> GetSettings(
        SettingsService settings,
        EnabledTools tools,
        IWorkloadOrchestrator orchestrator,
        IServiceProvider services,
        ServerCertificate certificate,
        CancellationToken cancellationToken)
    {
        var nodes = await orchestrator.ListNodesAsync(cancellationToken);
        return TypedResults.Ok(ToResponse(settings, tools, nodes, services, certificate));
    }

    private static async Task<Results<Ok<SettingsResponse>, ProblemHttpResult>> UpdateSettings(
        UpdateSettingsRequest request,
        SettingsService settings,
        IWorkloadOrchestrator orchestrator,
        ICleanupSchedule schedule,
        IModelProvider model,
        EnabledTools tools,
        SettingsChangeLog log,
        IServiceProvider services,
        ServerCertificate certificate,
        CancellationToken cancellationToken)
    {
        var nodes = await orchestrator.ListNodesAsync(cancellationToken);
        var errors = ProblemsOf(request, nodes);
        if (errors.Count == 0 && request.AnthropicApiKey is { } key && await model.ProblemOfKeyAsync(key, cancellationToken) is { } problem)
        {
            errors["anthropic_api_key"] = [problem];
        }

        if (errors.Count == 0 && request.CleanupInterval is { } interval && await ProblemOfAsync(schedule, interval, cancellationToken) is { } refusal)
        {
            errors["cleanup_interval"] = [refusal];
        }

        if (errors.Count > 0)
        {
            return Problem.Invalid(errors);
        }

        var (before, after) = (settings.Current, settings.Current);
        await settings.ChangeAsync(current => after = (before = current) with
        {
            DefaultResolution = request.DefaultResolution ?? current.DefaultResolution,
            DefaultFramerate = request.DefaultFramerate ?? current.DefaultFramerate,
            DefaultCameraNode = request.DefaultCameraNode is "" ? null : request.DefaultCameraNode ?? current.DefaultCameraNode,
            DefaultRecorderNode = request.DefaultRecorderNode is "" ? null : request.DefaultRecorderNode ?? current.DefaultRecorderNode,
            CleanupInterval = request.CleanupInterval ?? current.CleanupInterval,
            CreatingTimeoutMinutes = request.CreatingTimeoutMinutes ?? current.CreatingTimeoutMinutes,
            Retention = (current.Retention ?? RetentionLimits.None).With(request.Retention),
            ChatbotTools = request.ChatbotTools ?? current.ChatbotTools,
        }, cancellationToken);
        if (request.CleanupInterval is not null)
        {
            await schedule.SetAsync(after.CleanupInterval, cancellationToken);
        }

        if (request.AnthropicApiKey is { } accepted)
        {
            await settings.SaveAnthropicKeyAsync(accepted, cancellationToken);
        }

        await log.NoteAsync(before, after, request.AnthropicApiKey is not null, cancellationToken);
        return TypedResults.Ok(ToResponse(settings, tools, nodes, services, certificate));
    }

    private static async Task<Ok<RestartAllResponse>> RestartAll(
        CameraService cameras, SettingsService settings, ICleanupSchedule schedule, CancellationToken cancellationToken)
    {
        await schedule.SetAsync(settings.Current.CleanupInterval, cancellationToken);
        var restarted = await cameras.RestartAllAsync(cancellationToken);
        return TypedResults.Ok(new RestartAllResponse($"{restarted.Count} cameras are starting again.", [.. restarted.Select(camera => camera.Name)]));
    }

    private static async Task<Ok<DeleteAllResponse>> DeleteAllCameras(CameraService cameras, CancellationToken cancellationToken)
    {
        var deleted = await cameras.DeleteAllAsync(cancellationToken);
        return TypedResults.Ok(new DeleteAllResponse($"{deleted.Count} cameras are being deleted; their recordings are kept.", deleted.Count));
    }

    /// <summary>A cluster knows fewer kinds of schedules than the check below.</summary>
    private static async Task<string?> ProblemOfAsync(ICleanupSchedule schedule, string cron, CancellationToken cancellationToken)
    {
        try
        {
            await schedule.CheckAsync(cron, cancellationToken);
            return null;
        }
        catch (OrchestrationException e)
        {
            return e.Message;
        }
    }

    private static Dictionary<string, string[]> ProblemsOf(UpdateSettingsRequest request, IReadOnlyList<Node> nodes)
    {
        Dictionary<string, string[]> errors = [];
        CheckNode("default_camera_node", request.DefaultCameraNode);
        CheckNode("default_recorder_node", request.DefaultRecorderNode);
        if (request.CleanupInterval is { } interval && !CronExpression.TryParse(interval, out _))
        {
            errors["cleanup_interval"] = ["The schedule is a cron expression of five fields, for example */2 * * * * for every two minutes."];
        }

        if (request.ChatbotTools?.Except(ToolNames.All).ToList() is { Count: > 0 } unknown)
        {
            errors["chatbot_tools"] = [$"There is no tool {string.Join(", ", unknown)}. There are: {string.Join(", ", ToolNames.All)}."];
        }

        return errors;

        void CheckNode(string field, string? name)
        {
            if (name is { Length: > 0 } && nodes.All(node => node.Name != name))
            {
                errors[field] = [$"There is no node \"{name}\". There is: {string.Join(", ", nodes.Select(node => node.Name))}."];
            }
        }
    }

    private static SettingsResponse ToResponse(
        SettingsService settings, EnabledTools tools, IReadOnlyList<Node> nodes, IServiceProvider services, ServerCertificate certificate)
    {
        var current = settings.Current;
        return new(
            current.DefaultResolution,
            current.DefaultFramerate,
            current.DefaultCameraNode,
            current.DefaultRecorderNode,
            services.GetRequiredService<IConfiguration>()["K8S_NAMESPACE"] ?? "falcon-eye",
            current.CleanupInterval,
            current.CreatingTimeoutMinutes,
            current.Retention ?? RetentionLimits.None,
            nodes.Where(node => node.Ip is not null).ToDictionary(node => node.Name, node => node.Ip!),
            new ChatbotSettings(settings.HasAnthropicKey, tools.Names, ToolNames.All),
            EncryptionFacts.Of(certificate),
            services.GetService<Protections>() is { } protections ? new ProtectionSettings(protections.Active, protections.Missing) : null);
    }
}
