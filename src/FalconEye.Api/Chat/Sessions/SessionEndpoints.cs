using FalconEye.Api.Auth;
using FalconEye.Api.Auth.Http;
using FalconEye.Api.Chat.Answering;
using FalconEye.Api.Chat.Proposals;
using FalconEye.Api.Problems;
using FalconEye.Data;
using FalconEye.Data.Chat;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Chat.Sessions;

/// <summary>Conversations that are kept: listing, reading, naming and deleting them (api.md, "Chat").</summary>
internal static class SessionEndpoints
{
    private const int MaxListed = 500;

    internal static RouteGroupBuilder MapSessions(this RouteGroupBuilder chat)
    {
        chat.MapGet("/sessions", ListSessions);
        chat.MapPost("/sessions", BeginSession).WithDiskReserve();
        chat.MapGet("/sessions/{id:guid}", GetSession);
        chat.MapPatch("/sessions/{id:guid}", RenameSession);
        chat.MapDelete("/sessions/{id:guid}", DeleteSession);
        chat.MapGet("/sessions/{id:guid}/messages/{messageId:guid}/pictures/{number:int}", GetPicture);
        return chat;
    }

    private static async Task<Ok<ChatSessionListResponse>> ListSessions(ChatSessionStore store, CancellationToken cancellationToken)
    {
        var sessions = await store.Own.AsNoTracking()
            .OrderByDescending(session => session.UpdatedAt)
            .Take(MaxListed)
            .Select(session => new ChatSessionResponse(session.Id, session.Name, session.CreatedAt, session.UpdatedAt, session.Turns.Count))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new ChatSessionListResponse(sessions, sessions.Count));
    }

    private static async Task<Results<Created<ChatSessionResponse>, ProblemHttpResult>> BeginSession(
        NameSessionRequest request, FalconEyeContext database, ChatSessionStore store, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await store.Own.CountAsync(cancellationToken) >= ChatLimits.MaxConversations)
        {
            return Problem.Conflict($"You have {ChatLimits.MaxConversations} conversations, which is the maximum. Delete one that is not needed.");
        }

        var now = time.GetUtcNow().UtcDateTime;
        var session = new ChatSession { Id = Guid.NewGuid(), OwnerId = caller.UserId, Name = request.Name?.Trim(), CreatedAt = now, UpdatedAt = now };
        database.ChatSessions.Add(session);
        await database.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/chat/sessions/{session.Id}", ChatSessionResponse.From(session, 0));
    }

    private static async Task<Results<Ok<ChatConversationResponse>, ProblemHttpResult>> GetSession(
        Guid id, ChatSessionStore store, ProposalStore proposals, CancellationToken cancellationToken)
    {
        var session = await store.Own.AsNoTracking()
            .Include(found => found.Turns.OrderBy(turn => turn.Number))
            .FirstOrDefaultAsync(found => found.Id == id, cancellationToken);
        if (session is null)
        {
            return NotFound(id);
        }

        var known = await proposals.ListAsync(id, cancellationToken);
        return TypedResults.Ok(new ChatConversationResponse(
            id,
            session.Name,
            session.CreatedAt,
            session.UpdatedAt,
            session.Turns.Count,
            [.. session.Turns.Select(turn => ChatTurnResponse.From(turn, known))]));
    }

    private static async Task<Results<Ok<ChatSessionResponse>, ProblemHttpResult>> RenameSession(
        Guid id, NameSessionRequest request, FalconEyeContext database, ChatSessionStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        if (request.Name is null)
        {
            return Problem.Invalid("name", "A name is needed.");
        }

        if (await store.Own.FirstOrDefaultAsync(found => found.Id == id, cancellationToken) is not { } session)
        {
            return NotFound(id);
        }

        (session.Name, session.UpdatedAt) = (request.Name.Trim(), time.GetUtcNow().UtcDateTime);
        await database.SaveChangesAsync(cancellationToken);
        var messages = await database.ChatTurns.CountAsync(turn => turn.SessionId == id, cancellationToken);
        return TypedResults.Ok(ChatSessionResponse.From(session, messages));
    }

    private static async Task<Results<Ok<ChatSessionDeletedResponse>, ProblemHttpResult>> DeleteSession(
        Guid id, ChatSessionStore store, CancellationToken cancellationToken) =>
        await store.Own.Where(session => session.Id == id).ExecuteDeleteAsync(cancellationToken) > 0
            ? TypedResults.Ok(new ChatSessionDeletedResponse("The conversation is deleted.", id))
            : NotFound(id);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetPicture(
        Guid id, Guid messageId, int number, HttpContext context, FalconEyeContext database, ChatSessionStore store, CancellationToken cancellationToken)
    {
        var turn = await store.HasAsync(id, cancellationToken)
            ? await database.ChatTurns.AsNoTracking()
                .FirstOrDefaultAsync(found => found.Id == messageId && found.SessionId == id, cancellationToken)
            : null;
        if (turn is null || Transcript.PicturesIn(Transcript.Read(turn.Transcript)).ElementAtOrDefault(number).Picture is not { } picture)
        {
            return Problem.NotFound("There is no such picture in this conversation.");
        }

        context.Response.AllowPrivateCaching("max-age=86400");
        return TypedResults.File(picture.Data.ToArray(), "image/jpeg");
    }

    internal static ProblemHttpResult NotFound(Guid id) => Problem.NotFound($"There is no conversation {id}.");
}
