using System.Text.Json.Nodes;

namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>What a container is doing, as its pod's status tells it.</summary>
/// <param name="Kind"><c>waiting</c>, <c>running</c> or <c>terminated</c>.</param>
internal sealed record ContainerState(string Kind)
{
    internal string? Reason { get; init; }

    internal string? Message { get; init; }

    internal int ExitCode { get; init; }

    internal string? StartedAt { get; init; }

    internal string? FinishedAt { get; init; }

    internal int Restarts { get; init; }

    internal bool Started { get; init; }

    internal bool Ready { get; init; }

    /// <summary>How the life before ended.</summary>
    internal ContainerState? Last { get; init; }

    internal static ContainerState Waiting(string reason, string? message) => new("waiting") { Reason = reason, Message = message };

    internal ContainerState InWaiting(string reason, string? message) =>
        Waiting(reason, message) with { Restarts = Restarts, Last = Kind == "terminated" ? this with { Last = null } : Last };

    internal ContainerState InRunning(string startedAt, bool isStarting, bool isReady) => new("running")
    {
        StartedAt = startedAt,
        Started = !isStarting,
        Ready = isReady,
        Restarts = Restarts,
        Last = Kind == "terminated" ? this with { Last = null } : Last,
    };

    internal ContainerState InTerminated(int code, string reason, string? message, string startedAt, string finishedAt) => new("terminated")
    {
        ExitCode = code,
        Reason = reason,
        Message = message,
        StartedAt = startedAt,
        FinishedAt = finishedAt,
        Restarts = Restarts,
        Last = Last,
    };

    internal JsonObject ToJson(string name, string image)
    {
        JsonObject status = new()
        {
            ["name"] = name,
            ["image"] = image,
            ["imageID"] = "",
            ["ready"] = Ready,
            ["started"] = Started,
            ["restartCount"] = Restarts,
            ["state"] = StateJson(),
        };
        status.Put("lastState", Last?.StateJson());
        return status;
    }

    private JsonObject StateJson()
    {
        JsonObject detail = [];
        Put("reason", Reason);
        Put("message", Message);
        Put("startedAt", StartedAt);
        Put("finishedAt", FinishedAt);
        if (Kind == "terminated")
        {
            detail["exitCode"] = ExitCode;
        }

        return new JsonObject { [Kind] = detail };

        void Put(string field, string? text)
        {
            if (text is not null)
            {
                detail[field] = text;
            }
        }
    }
}
