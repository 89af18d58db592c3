using System.Collections.Concurrent;
using System.Net;
using FalconEye.Contracts;
using FalconEye.Contracts.Recordings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FalconEye.Recorder.Tests;

/// <summary>An API that only takes recorders' reports, and can be down or refuse them.</summary>
public sealed class RecordingsApiStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Reported> _recordings = [];

    private RecordingsApiStub(WebApplication app) => _app = app;

    /// <summary>Its base address.</summary>
    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>What every call is answered with, if set.</summary>
    public HttpStatusCode? Failure { get; set; }

    /// <summary>Calls answered so far.</summary>
    public int Calls => _calls;

    private int _calls;

    /// <summary>The recordings it was told of, oldest first.</summary>
    public IReadOnlyList<Reported> Recordings => [.. _recordings.Values.OrderBy(recording => recording.Opened.Id, StringComparer.Ordinal)];

    /// <summary>Those whose end was reported.</summary>
    public IReadOnlyList<Reported> Ended => [.. Recordings.Where(recording => recording.Changed is not null)];

    public static async Task<RecordingsApiStub> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default);
        });
        var stub = new RecordingsApiStub(builder.Build());
        stub._app.MapPost("/api/recordings/", (RecordingOpened opened) => stub.Answer(() =>
            stub._recordings.TryAdd(opened.Id, new Reported(opened, null)) ? StatusCodes.Status201Created : StatusCodes.Status409Conflict));
        stub._app.MapPatch("/api/recordings/{id}", (string id, RecordingChanged changed) => stub.Answer(() => stub.Change(id, changed)));
        await stub._app.StartAsync();
        return stub;
    }

    /// <summary>Forgets a recording, as a new database does.</summary>
    public void Forget(string id) => _recordings.TryRemove(id, out _);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private int Change(string id, RecordingChanged changed)
    {
        if (!_recordings.TryGetValue(id, out var recording))
            return StatusCodes.Status404NotFound;
        _recordings[id] = recording with { Changed = changed };
        return StatusCodes.Status200OK;
    }

    private Microsoft.AspNetCore.Http.HttpResults.StatusCodeHttpResult Answer(Func<int> work)
    {
        Interlocked.Increment(ref _calls);
        return TypedResults.StatusCode(Failure is { } failure ? (int)failure : work());
    }
}

/// <summary>A recording as the API was told of it.</summary>
public sealed record Reported(RecordingOpened Opened, RecordingChanged? Changed)
{
    /// <summary>How long it plays, as reported.</summary>
    public TimeSpan? Duration => Changed?.EndTime - Opened.StartTime;
}
