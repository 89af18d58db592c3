using FalconEye.Data;
using FalconEye.Data.Auth;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace FalconEye.Api.Auth.Login;

/// <summary>Whether the server was set up, and what only one request at a time may decide.</summary>
internal static class SetUpState
{
    /// <summary>Whether there is, or ever was, an administrator: then setup is closed for good.</summary>
    internal static async Task<bool> IsSetUpAsync(this FalconEyeContext database, CancellationToken cancellationToken) =>
        await database.Installations.AnyAsync(cancellationToken) || await database.Users.AnyAsync(cancellationToken);

    /// <summary>
    /// Begins a transaction that waits until each other one of this kind has ended, on whichever copy of the server: SQLite lets one write at
    /// a time, and PostgreSQL makes the second update of a row wait for the first.
    /// </summary>
    internal static async Task<IDbContextTransaction> BeginExclusiveAsync(this FalconEyeContext database, CancellationToken cancellationToken)
    {
        var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.Installations.Where(row => row.Id == Installation.OnlyId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SetUpAt, row => row.SetUpAt), cancellationToken);
        return transaction;
    }
}
