using FalconEye.Data;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api;

/// <summary>Changes rows that others change as well.</summary>
internal static class RowChanges
{
    private const int Attempts = 5;

    /// <summary>Applies a change to a row as it is in the database now, and stores it. No newer change is overwritten.</summary>
    /// <param name="database">Tracks the row.</param>
    /// <param name="row">The row.</param>
    /// <param name="change">The change; applied again to the newer row when another writer was quicker.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal static async Task ChangeAsync<T>(this FalconEyeContext database, T row, Action<T> change, CancellationToken cancellationToken)
        where T : class, IVersioned
    {
        for (var attempt = 1; ; attempt++)
        {
            change(row);
            try
            {
                await database.SaveChangesAsync(cancellationToken);
                return;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                await database.Entry(row).ReloadAsync(cancellationToken);
            }
        }
    }
}
