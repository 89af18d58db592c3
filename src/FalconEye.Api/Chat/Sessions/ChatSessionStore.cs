using FalconEye.Api.Auth;
using FalconEye.Api.Chat.Answering;
using FalconEye.Data;
using FalconEye.Data.Chat;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Chat.Sessions;

/// <summary>Writes down what is said in a conversation.</summary>
internal sealed class ChatSessionStore(FalconEyeContext database, Caller who, TimeProvider time)
{
    private const int MaxNameLength = 60;

    /// <summary>The caller's conversations: they are no one else's business.</summary>
    internal IQueryable<ChatSession> Own => database.ChatSessions.Where(session => session.OwnerId == who.UserId);

    /// <summary>Whether there is a conversation of this id.</summary>
    internal Task<bool> HasAsync(Guid sessionId, CancellationToken cancellationToken) =>
        Own.AnyAsync(session => session.Id == sessionId, cancellationToken);

    /// <summary>Whether a conversation takes no further question.</summary>
    internal async Task<bool> IsFullAsync(Guid sessionId, CancellationToken cancellationToken) =>
        await database.ChatTurns.CountAsync(turn => turn.SessionId == sessionId, cancellationToken) >= ChatLimits.MaxTurns;

    /// <summary>Adds a question. One that is asked again, since it got no answer, is not added twice.</summary>
    /// <returns>The whole conversation; empty when it was deleted meanwhile.</returns>
    internal async Task<IReadOnlyList<ChatTurn>> AddQuestionAsync(Guid sessionId, string question, CancellationToken cancellationToken)
    {
        if (await database.ChatSessions.FindAsync([sessionId], cancellationToken) is not { } session)
        {
            return [];
        }

        var turns = await database.ChatTurns.AsNoTracking()
            .Where(turn => turn.SessionId == sessionId)
            .OrderBy(turn => turn.Number)
            .ToListAsync(cancellationToken);
        session.Name ??= NameFrom(question);
        session.UpdatedAt = time.GetUtcNow().UtcDateTime;
        if (turns is not [.., { Role: ChatSpeaker.User } last] || last.Content != question)
        {
            var turn = NewTurn(sessionId, turns.Count + 1, ChatSpeaker.User, question, "[]");
            database.ChatTurns.Add(turn);
            turns.Add(turn);
        }

        await database.SaveChangesAsync(cancellationToken);
        return turns;
    }

    /// <summary>Adds an answer as far as it came, also one that broke off; one of which nothing came is not added.</summary>
    internal async Task AddAnswerAsync(Guid sessionId, int number, Answer answer, CancellationToken cancellationToken)
    {
        if (answer.IsEmpty)
        {
            return;
        }

        answer.CloseOpenCalls();
        if (await database.ChatSessions.FindAsync([sessionId], cancellationToken) is not { } session)
        {
            // It was deleted while the model was speaking.
            return;
        }

        session.UpdatedAt = time.GetUtcNow().UtcDateTime;
        database.ChatTurns.Add(NewTurn(sessionId, number, ChatSpeaker.Assistant, answer.Text, Transcript.Write(answer.Messages)));
        await database.SaveChangesAsync(cancellationToken);
    }

    private ChatTurn NewTurn(Guid sessionId, int number, ChatSpeaker role, string content, string transcript) => new()
    {
        Id = Guid.NewGuid(),
        SessionId = sessionId,
        Number = number,
        Role = role,
        Content = content,
        Transcript = transcript,
        CreatedAt = time.GetUtcNow().UtcDateTime,
    };

    /// <summary>The question's first line, cut at a word.</summary>
    private static string NameFrom(string question)
    {
        var line = question.Trim().Split('\n')[0].Trim();
        if (line.Length <= MaxNameLength)
        {
            return line;
        }

        var cut = line.LastIndexOf(' ', MaxNameLength - 1);
        return line[..(cut > MaxNameLength / 2 ? cut : MaxNameLength - 1)].TrimEnd() + "…";
    }
}
