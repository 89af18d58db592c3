using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using FalconEye.Api.Auth;
using FalconEye.Api.Chat.Answering;
using FalconEye.Api.Chat.Proposals;
using FalconEye.Api.Chat.Provider;
using FalconEye.Api.Chat.Sessions;
using FalconEye.Api.Events;
using FalconEye.Api.Problems;
using FalconEye.Api.Settings;
using FalconEye.Data.Chat;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FalconEye.Api.Chat;

/// <summary>Questions to the assistant (api.md, "Chat").</summary>
internal static class ChatEndpoints
{
    internal static RouteGroupBuilder MapChat(this IEndpointRouteBuilder app)
    {
        var chat = app.MapGroup("/api/chat").WithTags("Chat").RequireAuthorization(Policies.Viewer);
        chat.MapGet("/health", GetHealth);
        chat.MapPost("/", Ask).WithDailyQuota();
        chat.MapPost("/sessions/{id:guid}/chat", AskInSession).WithDiskReserve().WithDailyQuota();
        return chat.MapSessions().MapProposals();
    }

    private static Ok<ChatHealthResponse> GetHealth(SettingsService settings, IModelProvider provider) =>
        TypedResults.Ok(new ChatHealthResponse(settings.HasAnthropicKey ? "ok" : "unconfigured", settings.HasAnthropicKey, provider.Model));

    /// <summary>A conversation that the client keeps.</summary>
    private static async Task<Results<ServerSentEventsResult<string>, Ok<ChatAnswerResponse>, ProblemHttpResult>> Ask(
        ChatRequest request, HttpContext context, Conversations conversations, CancellationToken cancellationToken)
    {
        if (request.Messages![^1].Role != "user")
        {
            return Problem.Invalid("messages", "The last message must be the user's question.");
        }

        var answer = new Answer();
        var events = conversations.AskAsync([.. request.Messages.Select(ToTurn)], Actor.Of(context), answer, cancellationToken);
        return await RespondAsync(events, answer, request.Stream, context, cancellationToken);
    }

    private static async Task<Results<ServerSentEventsResult<string>, Ok<ChatAnswerResponse>, ProblemHttpResult>> AskInSession(
        Guid id, AskRequest request, HttpContext context, Conversations conversations, ChatSessionStore store, CancellationToken cancellationToken)
    {
        if (!await store.HasAsync(id, cancellationToken))
        {
            return SessionEndpoints.NotFound(id);
        }

        if (await store.IsFullAsync(id, cancellationToken))
        {
            return Problem.Conflict($"This conversation has {ChatLimits.MaxTurns} messages, which is the maximum. Begin a new one.");
        }

        var answer = new Answer();
        var events = conversations.AskAsync(id, request.Content!, Actor.Of(context), answer, cancellationToken);
        return await RespondAsync(events, answer, request.Stream, context, cancellationToken);
    }

    private static async Task<Results<ServerSentEventsResult<string>, Ok<ChatAnswerResponse>, ProblemHttpResult>> RespondAsync(
        IAsyncEnumerable<AssistantEvent> events, Answer answer, bool isStream, HttpContext context, CancellationToken cancellationToken)
    {
        if (isStream)
        {
            // nginx would hold events back in its buffer (ngx_http_proxy_module, proxy_buffering).
            context.Response.Headers["X-Accel-Buffering"] = "no";
            return TypedResults.ServerSentEvents(ToItemsAsync(events, cancellationToken));
        }

        List<ProposalResponse> proposals = [];
        await foreach (var item in events.WithCancellation(cancellationToken))
        {
            if (item.Error is { } error)
            {
                return error == Assistant.NoKey ? Problem.Unavailable(error) : Problem.BadGateway(error);
            }

            if (item.Proposal is { } proposal)
            {
                proposals.Add(proposal);
            }
        }

        return TypedResults.Ok(new ChatAnswerResponse("assistant", answer.Text, [.. answer.Tools], proposals));
    }

    private static async IAsyncEnumerable<SseItem<string>> ToItemsAsync(
        IAsyncEnumerable<AssistantEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in events.WithCancellation(cancellationToken))
        {
            yield return item.ToItem();
        }
    }

    private static ChatTurn ToTurn(ChatMessageRequest message, int index) => new()
    {
        Id = Guid.Empty,
        SessionId = Guid.Empty,
        Number = index + 1,
        Role = message.Role == "user" ? ChatSpeaker.User : ChatSpeaker.Assistant,
        Content = message.Content!,
        Transcript = Transcript.Write([new(Microsoft.Extensions.AI.ChatRole.Assistant, message.Content!)]),
        CreatedAt = default,
    };
}
