using FalconEye.Api.Problems;
using FalconEye.Data;
using FalconEye.Data.Alerts;
using Microsoft.EntityFrameworkCore;

namespace FalconEye.Api.Alerts;

/// <summary>The armed mode: which rules apply.</summary>
internal sealed class AlertModeService(FalconEyeContext database)
{
    internal async Task<ArmedMode> ReadAsync(CancellationToken cancellationToken) =>
        await database.AlertSettings.Select(settings => settings.Mode).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Sets it.</summary>
    /// <returns>Why it was refused.</returns>
    internal async Task<Refusal?> SetAsync(string? text, CancellationToken cancellationToken)
    {
        if (!WireName<ArmedMode>.TryParse(text, out var mode))
        {
            return Refusal.Invalid("mode", "mode is home, away or off.");
        }

        if (await database.AlertSettings.SingleOrDefaultAsync(cancellationToken) is not { } settings)
        {
            return Refusal.Unavailable("The server is only just starting. Try again in a moment.");
        }

        settings.Mode = mode.Value;
        await database.SaveChangesAsync(cancellationToken);
        return null;
    }
}
