using System.Text.Json;
using FalconEye.Data;
using FalconEye.Data.Events;

namespace FalconEye.Api.Events;

/// <summary>Notes when the server began to run: what explains gaps that nothing else does.</summary>
internal sealed class ServerStartLogger(IServiceScopeFactory scopes, TimeProvider time) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<FalconEyeContext>();
        database.Events.Add(new LoggedEvent
        {
            Time = time.GetUtcNow().UtcDateTime,
            Kind = EventKinds.ServerStarted,
            Actor = Actor.System,
            Message = "The server started.",
            Data = JsonSerializer.Serialize(new { machine = Environment.MachineName }),
        });
        await database.SaveChangesAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
