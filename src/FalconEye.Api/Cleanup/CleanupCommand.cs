using System.Data.Common;
using System.Globalization;
using FalconEye.Api.Events;
using FalconEye.Data.Postgres;
using FalconEye.Orchestration;
using FalconEye.Processes;
using FalconEye.ServiceDefaults;

namespace FalconEye.Api.Cleanup;

/// <summary><c>FalconEye.Api cleanup</c>: what the CronJob runs, and a user who wants to see.</summary>
internal static class CleanupCommand
{
    internal const string Verb = "cleanup";

    internal const int Done = 0;
    internal const int NotAllRemoved = 1;

    /// <summary>What was found looks wrong, and nothing was removed.</summary>
    internal const int Refused = 3;

    /// <summary>EX_USAGE of sysexits.h.</summary>
    internal const int WrongUsage = 64;

    /// <summary>EX_UNAVAILABLE of sysexits.h: the database or the cluster does not answer.</summary>
    internal const int Unavailable = 69;

    private const string Usage = """
        Usage: FalconEye.Api cleanup [--dry-run] [--force] [--older-than MINUTES]

        Ends recordings without a recorder, and removes what belongs to no camera from the cluster.

          --dry-run             only tells what would be done
          --force               does it even if it looks wrong: an empty or new database, or more than half of all workloads to be removed
          --older-than MINUTES  leaves alone what is younger (5)

        Exit codes: 0 done, 1 something could not be removed, 3 it looks wrong and nothing was removed, 69 the database or the cluster does not answer.
        """;

    private static readonly TimeSpan ClusterTimeout = TimeSpan.FromSeconds(30);

    internal static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is ["--help" or "-h"])
        {
            Console.WriteLine(Usage);
            return Done;
        }

        if (Read(new(), arguments) is not { } wanted)
        {
            await Console.Error.WriteLineAsync($"These arguments are not understood: {string.Join(' ', arguments)}\n\n{Usage}");
            return WrongUsage;
        }

        var builder = WebApplication.CreateBuilder(ProgramHost.BuilderOptions());
        var options = ServerOptions.Read(builder.Configuration);
        if (options.Kubernetes is null)
        {
            await Console.Error.WriteLineAsync("On one machine the running server cleans up by itself, by the schedule CLEANUP_INTERVAL. This command is for clusters.");
            return WrongUsage;
        }

        builder.Services.AddSingleton(options);
        builder.AddServiceDefaults("falcon-eye-cleanup");
        builder.AddStorage(options);
        builder.AddOrchestration(options);
        builder.AddCleanup(options);
        await using var app = builder.Build();
        return await RunAsync(app.Services, wanted, CancellationToken.None);
    }

    /// <returns><see langword="null"/> for arguments that are none.</returns>
    private static CleanupOptions? Read(CleanupOptions options, string[] arguments) => arguments switch
    {
        [] => options,
        ["--dry-run", .. var rest] => Read(options with { DryRun = true }, rest),
        ["--force", .. var rest] => Read(options with { Force = true }, rest),
        ["--older-than", var minutes, .. var rest] when int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var number) =>
            Read(options with { OlderThan = TimeSpan.FromMinutes(number) }, rest),
        _ => null,
    };

    private static async Task<int> RunAsync(IServiceProvider services, CleanupOptions options, CancellationToken cancellationToken)
    {
        var orchestrator = services.GetRequiredService<IWorkloadOrchestrator>();
        var watching = (BackgroundService)orchestrator;
        await watching.StartAsync(cancellationToken);
        try
        {
            if (!await IsReadyAsync(orchestrator, services.GetRequiredService<TimeProvider>(), cancellationToken))
            {
                await Console.Error.WriteLineAsync($"The cluster's API did not answer within {ClusterTimeout.TotalSeconds} seconds. Nothing was removed.");
                return Unavailable;
            }

            await using var scope = services.CreateAsyncScope();
            var report = await scope.ServiceProvider.GetRequiredService<SystemCleanup>().RunAsync(options, cancellationToken);
            if (report is { DryRun: false, EndedRecordings.Count: > 0 } && services.GetService<PostgresNotifications>() is { } notifications)
            {
                await notifications.SendAsync(ReplicaEvents.Reset, cancellationToken);
            }

            await CleanupText.WriteAsync(report, Console.Out);
            return report switch { { Refusal: not null } => Refused, { Failed.Count: > 0 } => NotAllRemoved, _ => Done };
        }
        catch (Exception e) when (e is DbException || e.InnerException is DbException)
        {
            await Console.Error.WriteLineAsync($"The database does not answer: {e.Message} Nothing was removed.");
            return Unavailable;
        }
        finally
        {
            await watching.StopAsync(cancellationToken);
        }
    }

    private static async Task<bool> IsReadyAsync(IWorkloadOrchestrator orchestrator, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = Deadline.After(ClusterTimeout, time, cancellationToken);
        try
        {
            await orchestrator.WaitUntilReadyAsync(deadline.Token);
            return true;
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            return false;
        }
    }
}
