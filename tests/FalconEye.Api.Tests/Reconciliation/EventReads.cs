using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FalconEye.Api.Tests.Reconciliation;

/// <summary>Counts how often the log of events is read.</summary>
internal sealed class EventReads : DbCommandInterceptor
{
    /// <summary>So many times until now.</summary>
    internal int Count { get; private set; }

    /// <summary>Called once, when the database has answered and the reader of the answer does not have it yet.</summary>
    internal Func<Task>? Answered { get; set; }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Count += IsRead(command) ? 1 : 0;
        return ValueTask.FromResult(result);
    }

    public override async ValueTask<InterceptionResult> DataReaderClosingAsync(DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
    {
        if (IsRead(command) && Answered is { } answered)
        {
            Answered = null;
            await answered();
        }

        return result;
    }

    private static bool IsRead(DbCommand command) =>
        command.CommandText.StartsWith("SELECT", StringComparison.Ordinal) && command.CommandText.Contains("FROM \"events\"", StringComparison.Ordinal);
}
