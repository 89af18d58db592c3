using FalconEye.Api.Auth;
using FalconEye.Api.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Alerts.Push;

/// <summary>The devices on which a user gets alerts. Whose cameras an alert is about is looked at when it is sent.</summary>
internal static class PushEndpoints
{
    internal static IEndpointRouteBuilder MapPushDevices(this IEndpointRouteBuilder app)
    {
        var devices = app.MapGroup("/api/alerts/devices").WithTags("Alerts").RequireAuthorization(Policies.Person);
        devices.MapGet("/", ListDevices);
        devices.MapPost("/", AddDevice);
        devices.MapDelete("/{id:guid}", DeleteDevice);
        devices.MapPost("/{id:guid}/test", TestDevice);
        return app;
    }

    private static async Task<Results<Ok<DeviceListResponse>, ProblemHttpResult>> ListDevices(
        Caller caller, PushDevices devices, CancellationToken cancellationToken) =>
        (await devices.ListAsync(caller.UserId!.Value, cancellationToken)).TryGet(out var list, out var refusal)
            ? TypedResults.Ok(list)
            : Problem.Of(refusal);

    /// <summary>The answer is the same for a browser that was known already.</summary>
    private static async Task<Results<Created<DeviceResponse>, ProblemHttpResult>> AddDevice(
        AddDeviceRequest request, Caller caller, PushDevices devices, CancellationToken cancellationToken)
    {
        var added = await devices.AddAsync(request, caller.UserId!.Value, caller.SessionId!.Value, cancellationToken);
        return added.Value is { } device ? TypedResults.Created($"/api/alerts/devices/{device.Id}", DeviceResponse.From(device)) : added.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteDevice(
        Guid id, Caller caller, PushDevices devices, CancellationToken cancellationToken) =>
        await devices.DeleteAsync(id, caller.UserId!.Value, cancellationToken) is { } refusal ? Problem.Of(refusal) : TypedResults.NoContent();

    /// <summary>The outcome is the answer, also when the push service does not take it.</summary>
    private static async Task<Results<Ok<DeviceTestResponse>, ProblemHttpResult>> TestDevice(
        Guid id, Caller caller, PushDevices devices, CancellationToken cancellationToken) =>
        (await devices.TestAsync(id, caller.UserId!.Value, cancellationToken)).TryGet(out var outcome, out var refusal)
            ? TypedResults.Ok(outcome)
            : Problem.Of(refusal);
}
