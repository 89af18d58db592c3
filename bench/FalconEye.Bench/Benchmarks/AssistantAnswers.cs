using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FalconEye.TestKit;
using FalconEye.TestKit.Assistant;
using FalconEye.TestKit.Programs;

namespace FalconEye.Bench.Benchmarks;

/// <summary>How soon the first word of an answer is there, and what many answers at once cost everyone else.</summary>
internal static class AssistantAnswers
{
    private const int Questions = 100;
    private const int Chats = 50;
    private const int Requests = 400;
    private static readonly string[] Word = [.. Enumerable.Repeat("word ", 400)];

    /// <summary>Runs both.</summary>
    internal static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var model = await ScriptedModel.StartAsync(cancellationToken);
        await using var server = await FalconEyeServer.StartAsync(
            cancellationToken, ("ANTHROPIC_BASE_URL", model.Address), ("ANTHROPIC_API_KEY", ScriptedModel.Key));
        await using var nginx = await NginxFront.StartAsync(server.Port, cancellationToken);
        await FirstWordAsync(model, server.Client, nginx, cancellationToken);
        await BesideAsync(model, server, cancellationToken);
        await server.Program.StopAsync(cancellationToken);
    }

    private static async Task FirstWordAsync(ScriptedModel model, HttpClient direct, NginxFront? nginx, CancellationToken cancellationToken)
    {
        Table table = new($"First word of an answer at the client, after the provider sent it ({Questions} questions)", "way", "median, ms", "p99, ms", "slowest, ms");
        await MeasureAsync("the server", direct);
        if (nginx is not null)
        {
            await MeasureAsync("through nginx", nginx.Client);
        }

        async Task MeasureAsync(string way, HttpClient client)
        {
            await AskAsync(model, client, 10, cancellationToken);
            var times = await AskAsync(model, client, Questions, cancellationToken);
            table.Add(way, $"{At(times, 0.5):0.0}", $"{At(times, 0.99):0.0}", $"{times[^1]:0.0}");
        }
    }

    /// <returns>Milliseconds, sorted.</returns>
    private static async Task<List<double>> AskAsync(ScriptedModel model, HttpClient client, int count, CancellationToken cancellationToken)
    {
        List<double> times = [];
        for (var i = 0; i < count; i++)
        {
            long sent = 0;
            model.Says(new ModelReply
            {
                // The first piece only opens the stream: what is measured is the way of one that comes while it stands.
                Chunks = ["…", "word"],
                BeforeData = async (_, token) =>
                {
                    await Task.Delay(20, token);
                    sent = Stopwatch.GetTimestamp();
                },
            });
            await foreach (var text in ReadAsync(client, cancellationToken))
            {
                if (text.Contains("word", StringComparison.Ordinal))
                {
                    times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                }
            }
        }

        times.Sort();
        return times;
    }

    private static async Task BesideAsync(ScriptedModel model, FalconEyeServer server, CancellationToken cancellationToken)
    {
        Table table = new($"GET /api/cameras ({Requests} requests, 20 cameras) while {Chats} answers stream 20 words a second each", "answers", "median, ms", "p99, ms");
        for (var i = 0; i < 20; i++)
        {
            await server.PostAsync("/api/cameras", new { name = $"bench {i}", protocol = "rtsp", source_url = $"rtsp://127.0.0.1:9/{i}" }, cancellationToken);
        }

        await ListAsync(server, cancellationToken);
        var alone = await ListAsync(server, cancellationToken);
        model.Otherwise = _ => new ModelReply { Chunks = Word, BeforeData = (_, token) => Task.Delay(50, token) };
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var chats = Enumerable.Range(0, Chats).Select(_ => KeepAskingAsync(server.Client, ending.Token)).ToList();
        await Eventually.HoldsAsync(() => model.OpenAnswers == Chats, "all answers stream", cancellationToken);
        await ListAsync(server, cancellationToken);
        var beside = await ListAsync(server, cancellationToken);
        await ending.CancelAsync();
        await Task.WhenAll(chats);
        table.Add("none", $"{At(alone, 0.5):0.00}", $"{At(alone, 0.99):0.00}");
        table.Add($"{Chats}", $"{At(beside, 0.5):0.00}", $"{At(beside, 0.99):0.00}");
    }

    private static async Task<List<double>> ListAsync(FalconEyeServer server, CancellationToken cancellationToken)
    {
        List<double> times = [];
        for (var i = 0; i < Requests; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await server.GetAsync("/api/cameras", cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(5, cancellationToken);
        }

        times.Sort();
        return times;
    }

    private static async Task KeepAskingAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await foreach (var _ in ReadAsync(client, cancellationToken))
                {
                    // Read as a browser would.
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The measurement is over.
        }
    }

    private static async IAsyncEnumerable<string> ReadAsync(HttpClient client, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat/") { Content = FalconEyeServer.ToContent(new { messages = new[] { new { role = "user", content = "Speak." } } }) };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var stream = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            if (item.EventType == "message")
            {
                yield return JsonDocument.Parse(item.Data).RootElement.GetProperty("content").GetString()!;
            }
        }
    }

    private static double At(List<double> sorted, double share) => sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * share)];
}
