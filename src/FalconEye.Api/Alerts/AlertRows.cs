using FalconEye.Api.Problems;
using FalconEye.Data;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Alerts;

/// <summary>Stores rules and channels that a request has changed.</summary>
internal static class AlertRows
{
    /// <summary>Stores a changed row. A change that another request made meanwhile is not overwritten.</summary>
    /// <param name="database">Tracks the row.</param>
    /// <param name="row">The row.</param>
    /// <param name="name">What it is called in the refusal.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal static async Task<AlertResult<T>> StoreAsync<T>(this FalconEyeContext database, T row, string name, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return row;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Conflict($"Another user has just changed this {name}. Reload it and try again.");
        }
    }
}
