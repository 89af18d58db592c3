using FalconEye.Api.Auth;
using FalconEye.Api.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Alerts.Modes;

/// <summary>The armed mode and its schedule (api.md, "Additions").</summary>
internal static class AlertModeEndpoints
{
    internal static void MapAlertModes(this IEndpointRouteBuilder app)
    {
        var modes = app.MapGroup("/api/alerts/mode").WithTags("Alerts");
        modes.MapGet("", async (AlertModeService service, CancellationToken cancellationToken) =>
            TypedResults.Ok(await service.DescribeAsync(cancellationToken))).RequireAuthorization(Policies.Viewer);
        modes.MapPut("", SetMode).RequireAuthorization(Policies.Operator);
        modes.MapGet("/schedule", async (AlertModeService service, CancellationToken cancellationToken) =>
            TypedResults.Ok(ModeScheduleBody.From(await service.ReadScheduleAsync(cancellationToken)))).RequireAuthorization(Policies.Viewer);
        modes.MapPut("/schedule", SetSchedule).RequireAuthorization(Policies.Operator);
    }

    private static async Task<Results<Ok<AlertModeResponse>, ProblemHttpResult>> SetMode(
        AlertModeRequest request, Caller caller, AlertModeService modes, CancellationToken cancellationToken) =>
        (RefusalFor(caller) ?? await modes.SetAsync(request.Mode, cancellationToken)) is { } refusal
            ? Problem.Of(refusal)
            : TypedResults.Ok(await modes.DescribeAsync(cancellationToken));

    private static async Task<Results<Ok<ModeScheduleBody>, ProblemHttpResult>> SetSchedule(
        ModeScheduleBody request, Caller caller, AlertModeService modes, CancellationToken cancellationToken)
    {
        var changes = (request.Changes ?? []).Select(change => change?.ToChange()).ToList();
        if (changes.Contains(null))
        {
            return Problem.Of(Refusal.Invalid("changes", "The mode of each change is home, away or off."));
        }

        return (RefusalFor(caller) ?? await modes.SetScheduleAsync(request.TimeZone, changes!, cancellationToken)) is { } refusal
            ? Problem.Of(refusal)
            : TypedResults.Ok(ModeScheduleBody.From(await modes.ReadScheduleAsync(cancellationToken)));
    }

    private static Refusal? RefusalFor(Caller caller) => caller.Cameras is null
        ? null
        : Refusal.Forbidden("The mode concerns all cameras: it is for those who may use all of them.");
}
