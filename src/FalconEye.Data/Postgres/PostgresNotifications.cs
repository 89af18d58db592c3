using System.Runtime.CompilerServices;
using Npgsql;

namespace FalconEye.Data.Postgres;

/// <summary>
/// Short messages between the processes that share a PostgreSQL database (https://www.postgresql.org/docs/current/sql-notify.html).
/// </summary>
public sealed class PostgresNotifications(string connectionString)
{
    /// <summary>PostgreSQL takes less than 8000 bytes.</summary>
    public const int MaxMessageLength = 7900;

    private const string Channel = "falcon_eye_events";

    /// <summary>Sends a message to everyone who listens, this process included.</summary>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public async Task SendAsync(string message, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection)
        {
            Parameters = { new() { Value = Channel }, new() { Value = message } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The messages from now on. The first is <see langword="null"/> and says that nothing is missed from here.</summary>
    /// <exception cref="NpgsqlException">The connection is lost; what is sent until the next call is missed.</exception>
    public async IAsyncEnumerable<string?> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A connection that is silent for long is pinged, so that one whose other end is gone is noticed.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { KeepAlive = 20, Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        var messages = System.Threading.Channels.Channel.CreateUnbounded<string>();
        connection.Notification += (_, message) => messages.Writer.TryWrite(message.Payload);
        await connection.OpenAsync(cancellationToken);
        await using (var command = new NpgsqlCommand($"LISTEN {Channel}", connection))
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        yield return null;
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
            while (messages.Reader.TryRead(out var message))
            {
                yield return message;
            }
        }
    }
}
