using System.Text.Json;
using FalconEye.Contracts;
using FalconEye.Contracts.Cameras;
using FalconEye.Orchestration;
using FalconEye.Processes;

namespace FalconEye.Api.Reconciliation;

/// <summary>Asks a camera's workload how its picture is: a relay by its health page, <c>motion</c> by its control interface.</summary>
internal sealed class CameraHealthReader(HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    internal async Task<CameraHealth> ReadAsync(WorkloadObservation workload, CancellationToken cancellationToken)
    {
        if (workload.Phase == WorkloadPhase.Failing)
        {
            return new(CameraStatus.Error, workload.Reason);
        }

        if (workload.Phase == WorkloadPhase.Starting || workload.Address is null)
        {
            return new(CameraStatus.Creating);
        }

        using var deadline = Deadline.After(AnswerTimeout, time, cancellationToken);
        try
        {
            return workload.ControlAddress is { } control
                ? await AskMotionAsync(control, deadline.Token)
                : await AskRelayAsync(workload.Address, deadline.Token);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new(CameraStatus.Creating, "The camera's workload does not answer yet.");
        }
    }

    /// <summary>All that a relay says of itself.</summary>
    /// <returns><see langword="null"/> when it does not answer.</returns>
    internal async Task<RelayHealth?> ReadRelayAsync(Uri address, CancellationToken cancellationToken)
    {
        using var deadline = Deadline.After(AnswerTimeout, time, cancellationToken);
        try
        {
            return await http.GetFromJsonAsync(new Uri(address, "health"), WireJson.Default.RelayHealth, deadline.Token);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private async Task<CameraHealth> AskRelayAsync(Uri address, CancellationToken cancellationToken)
    {
        var health = await http.GetFromJsonAsync(new Uri(address, "health"), WireJson.Default.RelayHealth, cancellationToken);
        CameraHealth seen = health switch
        {
            { Status: RelayStatus.Running or RelayStatus.Idle } => new(CameraStatus.Running),
            { Status: RelayStatus.Error } => new(CameraStatus.Error, health.Error),

            // It works, and waits for the camera's next keyframe: a recorder can wait for the same one.
            { Status: RelayStatus.Starting, Error: { } waiting } => new(CameraStatus.Running, waiting),
            _ => new(CameraStatus.Creating),
        };
        return seen with { Ingest = health?.Ingest, Motion = health?.Motion };
    }

    /// <summary>
    /// <c>/0/detection/connection</c> answers a line per camera, "Connection OK" or "Lost connection" (motion_config.html, webcontrol).
    /// </summary>
    private async Task<CameraHealth> AskMotionAsync(Uri control, CancellationToken cancellationToken)
    {
        var answer = await http.GetStringAsync(new Uri(control, "0/detection/connection"), cancellationToken);
        return answer.Contains("Connection OK", StringComparison.OrdinalIgnoreCase)
            ? new(CameraStatus.Running)
            : new(CameraStatus.Error, "The USB camera does not deliver a picture: is it plugged in, and not used by another program?");
    }
}
