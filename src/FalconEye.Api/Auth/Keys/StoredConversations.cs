using FalconEye.Data;
using FalconEye.Data.Chat;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Auth.Keys;

/// <summary>Encrypts, at start, conversations and proposals that are stored in clear or were encrypted with the former master key.</summary>
internal static class StoredConversations
{
    /// <summary>Conversations hold pictures: not all of them are in memory at once.</summary>
    private const int BatchSize = 50;

    /// <summary>Encrypts all rows that need it.</summary>
    /// <param name="database">The database.</param>
    /// <param name="all">Whether those that are encrypted already are encrypted again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether any row was in need of it.</returns>
    internal static async Task<bool> ProtectAsync(FalconEyeContext database, bool all, CancellationToken cancellationToken)
    {
        // The model decrypts what it reads, so whether a row is in clear is asked of the database itself.
        var pattern = all ? "" : SecretProtector.Mark + "%";
        var sessions = await database.Database
            .SqlQuery<Guid>($"SELECT id AS \"Value\" FROM chat_sessions WHERE name IS NOT NULL AND name NOT LIKE {pattern}")
            .ToListAsync(cancellationToken);
        var turns = await database.Database
            .SqlQuery<Guid>($"SELECT id AS \"Value\" FROM chat_messages WHERE content NOT LIKE {pattern} OR transcript NOT LIKE {pattern}")
            .ToListAsync(cancellationToken);
        var proposals = await database.Database
            .SqlQuery<Guid>($"SELECT id AS \"Value\" FROM proposals WHERE arguments NOT LIKE {pattern}")
            .ToListAsync(cancellationToken);
        await WriteAgainAsync<ChatSession>(database, sessions, [(nameof(ChatSession.Name), "")], cancellationToken);
        await WriteAgainAsync<ChatTurn>(
            database, turns, [(nameof(ChatTurn.Content), ""), (nameof(ChatTurn.Transcript), ChatTurn.NoTranscript)], cancellationToken);
        await WriteAgainAsync<Proposal>(database, proposals, [(nameof(Proposal.Arguments), Proposal.NoArguments)], cancellationToken);
        return sessions.Count + turns.Count + proposals.Count > 0;
    }

    /// <summary>
    /// Stores columns again, which encrypts them. What no key opens is read as the text beside the column, and stays as it is: its key may
    /// turn up.
    /// </summary>
    private static async Task WriteAgainAsync<TRow>(
        FalconEyeContext database, List<Guid> ids, (string Column, string Unreadable)[] columns, CancellationToken cancellationToken)
        where TRow : class
    {
        foreach (var batch in ids.Chunk(BatchSize))
        {
            var rows = await database.Set<TRow>().Where(row => batch.Contains(EF.Property<Guid>(row, "Id"))).ToListAsync(cancellationToken);
            foreach (var (row, (column, unreadable)) in rows.SelectMany(row => columns.Select(column => (row, column))))
            {
                var property = database.Entry(row).Property<string?>(column);
                property.IsModified = property.CurrentValue is { } text && text != unreadable;
            }

            await database.SaveChangesAsync(cancellationToken);
            database.ChangeTracker.Clear();
        }
    }
}
