using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using FalconEye.Contracts;
using FalconEye.Contracts.Cameras;
using FalconEye.Contracts.Recordings;

namespace FalconEye.Api.Tests.Reconciliation;

/// <summary>Answers for every relay and recorder, by host name.</summary>
internal sealed class FakeWorkloads : HttpMessageHandler
{
    /// <summary>The recorders that record, by host.</summary>
    internal ConcurrentDictionary<string, bool> Recording { get; } = new();

    /// <summary>How recorders record on events, by host.</summary>
    internal ConcurrentDictionary<string, EventRecording?> Events { get; } = new();

    /// <summary>The hosts that take a request and never answer.</summary>
    internal ConcurrentDictionary<string, bool> Hung { get; } = new();

    /// <summary>What relays say.</summary>
    internal Func<string, RelayHealth> Relay { get; set; } = _ => new RelayHealth(RelayStatus.Running, "Door", "rtsp://door.invalid/x", 0, 0, null);

    /// <summary>Why recorders refuse to start.</summary>
    internal string? StartProblem { get; set; }

    internal ConcurrentQueue<string> Calls { get; } = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (host, path) = (request.RequestUri!.Host, request.RequestUri.AbsolutePath);
        if (Hung.ContainsKey(host))
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        if (request.Method == HttpMethod.Post)
        {
            Calls.Enqueue(path);
        }

        return path switch
        {
            "/health" => Json(JsonContent.Create(Relay(host), WireJson.Default.RelayHealth)),
            "/status" => Json(JsonContent.Create(StatusOf(host), WireJson.Default.RecorderStatus)),
            "/start" => Start(host, null),
            "/events" => Start(host, await request.Content!.ReadFromJsonAsync(WireJson.Default.EventRecording, cancellationToken)),
            "/stop" => Stop(host),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound),
        };
    }

    private HttpResponseMessage Start(string host, EventRecording? events)
    {
        if (StartProblem is { } problem)
        {
            return Json(JsonContent.Create(new RecorderReply(false, problem, StatusOf(host)), WireJson.Default.RecorderReply), HttpStatusCode.ServiceUnavailable);
        }

        (Recording[host], Events[host]) = (true, events);
        return Json(JsonContent.Create(new RecorderReply(true, "Recording started.", StatusOf(host)), WireJson.Default.RecorderReply));
    }

    private HttpResponseMessage Stop(string host)
    {
        (Recording[host], Events[host]) = (false, null);
        return Json(JsonContent.Create(new RecorderReply(true, "Recording stopped.", StatusOf(host)), WireJson.Default.RecorderReply));
    }

    private RecorderStatus StatusOf(string host) =>
        new("id", "Door", StateOf(host), "id_20260101000000") { Events = Events.GetValueOrDefault(host) };

    private RecorderState StateOf(string host) => (Recording.GetValueOrDefault(host), Events.GetValueOrDefault(host)) switch
    {
        (false, _) => RecorderState.Idle,
        (true, { Until: null }) => RecorderState.Waiting,
        _ => RecorderState.Recording,
    };

    private static HttpResponseMessage Json(HttpContent content, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = content };
}
