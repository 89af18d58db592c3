using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FalconEye.Api.Problems;

/// <summary>
/// Refuses texts with U+0000 on their way into the database. PostgreSQL cannot store them
/// (https://www.postgresql.org/docs/current/datatype-character.html), SQLite can, and a client is to be answered alike by both. Here, since
/// every text of a request that matters comes by.
/// </summary>
internal sealed class NulCharacterGuard(IHttpContextAccessor requests) : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Check(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Check(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(command);
        return ValueTask.FromResult(result);
    }

    private void Check(DbCommand command)
    {
        if (requests.HttpContext is null)
        {
            return;
        }

        foreach (DbParameter parameter in command.Parameters)
        {
            if (parameter.Value is string text && text.Contains('\0', StringComparison.Ordinal))
            {
                throw new NulCharacterException();
            }
        }
    }
}
