using System.ComponentModel.DataAnnotations;
using FalconEye.Api.Alerts.Channels;
using FalconEye.Api.Alerts.Deliveries;
using FalconEye.Api.Alerts.Modes;
using FalconEye.Api.Alerts.Rules;
using FalconEye.Api.Auth;
using FalconEye.Api.Problems;
using FalconEye.Data.Alerts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Alerts;

/// <summary>Rules, channels, what was sent, and the armed mode (api.md, "Additions").</summary>
internal static class AlertEndpoints
{
    internal static IEndpointRouteBuilder MapAlerts(this IEndpointRouteBuilder app)
    {
        var alerts = app.MapGroup("/api/alerts").WithTags("Alerts").RequireAuthorization(Policies.Administrator);
        alerts.MapGet("/rules", async (RuleService rules, CancellationToken cancellationToken) =>
            TypedResults.Ok(new RuleListResponse([.. (await rules.ListAsync(cancellationToken)).Select(RuleResponse.Of)])));
        alerts.MapPost("/rules", AddRule);
        alerts.MapPatch("/rules/{id:guid}", ChangeRule);
        alerts.MapDelete("/rules/{id:guid}", async (Guid id, RuleService rules, CancellationToken cancellationToken) =>
            ToAnswer(await rules.DeleteAsync(id, cancellationToken)));
        alerts.MapGet("/channels", async (ChannelService channels, CancellationToken cancellationToken) =>
            TypedResults.Ok(new ChannelListResponse([.. (await channels.ListAsync(cancellationToken)).Select(ChannelResponse.From)])));
        alerts.MapPost("/channels", AddChannel);
        alerts.MapPatch("/channels/{id:guid}", ChangeChannel);
        alerts.MapDelete("/channels/{id:guid}", async (Guid id, ChannelService channels, CancellationToken cancellationToken) =>
            ToAnswer(await channels.DeleteAsync(id, cancellationToken)));
        alerts.MapPost("/channels/{id:guid}/test", TestChannel);
        var forAll = app.MapGroup("/api/alerts").WithTags("Alerts").RequireAuthorization(Policies.Viewer);
        forAll.MapGet("/deliveries", ListDeliveries);
        app.MapAlertModes();
        return app;
    }

    private static async Task<Results<Created<RuleResponse>, ProblemHttpResult>> AddRule(
        RuleRequest request, RuleService rules, CancellationToken cancellationToken)
    {
        var added = await rules.AddAsync(request, cancellationToken);
        return added.Value is { } rule ? TypedResults.Created($"/api/alerts/rules/{rule.Id}", RuleResponse.Of(rule)) : added.ToProblem();
    }

    private static async Task<Results<Ok<RuleResponse>, ProblemHttpResult>> ChangeRule(
        Guid id, RuleRequest request, RuleService rules, CancellationToken cancellationToken)
    {
        var changed = await rules.ChangeAsync(id, request, cancellationToken);
        return changed.Value is { } rule ? TypedResults.Ok(RuleResponse.Of(rule)) : changed.ToProblem();
    }

    private static async Task<Results<Created<ChannelResponse>, ProblemHttpResult>> AddChannel(
        CreateChannelRequest request, ChannelService channels, CancellationToken cancellationToken)
    {
        var added = await channels.AddAsync(request, cancellationToken);
        return added.Value is { } channel
            ? TypedResults.Created($"/api/alerts/channels/{channel.Id}", ChannelResponse.From(channel))
            : added.ToProblem();
    }

    private static async Task<Results<Ok<ChannelResponse>, ProblemHttpResult>> ChangeChannel(
        Guid id, UpdateChannelRequest request, ChannelService channels, CancellationToken cancellationToken)
    {
        var changed = await channels.ChangeAsync(id, request, cancellationToken);
        return changed.Value is { } channel ? TypedResults.Ok(ChannelResponse.From(channel)) : changed.ToProblem();
    }

    /// <summary>The outcome is the answer, also when the channel does not take it: then with the state <c>failed</c> and the error.</summary>
    private static async Task<Results<Ok<DeliveryResponse>, ProblemHttpResult>> TestChannel(
        Guid id, DeliveryLog deliveries, CancellationToken cancellationToken) =>
        (await deliveries.TryChannelAsync(id, cancellationToken)).TryGet(out var delivery, out var refusal)
            ? TypedResults.Ok(DeliveryResponse.From(delivery, withReason: true))
            : Problem.Of(refusal);

    private static async Task<Ok<DeliveryListResponse>> ListDeliveries(
        DeliveryLog deliveries,
        Caller caller,
        Guid? channel_id = null,
        WireName<DeliveryState>? state = null,
        long? before = null,
        [Range(1, 1000)] int limit = 50,
        CancellationToken cancellationToken = default) =>
        TypedResults.Ok(await deliveries.ListAsync(caller, channel_id, state?.Value, before, limit, cancellationToken));

    private static Results<NoContent, ProblemHttpResult> ToAnswer(Refusal? refusal) =>
        refusal is null ? TypedResults.NoContent() : Problem.Of(refusal);
}
