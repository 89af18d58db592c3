using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using FalconEye.TestKit;

namespace FalconEye.Auth.Tests;

/// <summary>Requests made up from the OpenAPI document.</summary>
internal static class RandomRequests
{
    private const string Login = "/api/auth/login";
    private const int AtOnce = 16;
    private static readonly TimeSpan WaitTimeout = Eventually.DefaultDeadline;

    /// <summary>What answers without end, and what would end the tests' own login.</summary>
    private static readonly string[] Left = ["/api/events", "/scan/events", "/stream", "/live", "/api/auth/logout"];

    private static readonly Gen<JsonNode?> Scalar = Gen.OneOf<JsonNode?>(
        AnyOf(
            "", " ", "\0", "rtsp", "usb", "onvif", "http", "rtsp://127.0.0.1:9/a", "file:///etc/passwd", "http://169.254.169.254/", "640x480", "../../etc/passwd", "'; DROP TABLE cameras; --", "\uD800", "null", "LAN", "/dev/video0", "2026-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "*/2 * * * *")
            .Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.String[0, 40].Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.Int.Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Double.Where(double.IsFinite).Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
        Gen.Guid.Select(id => (JsonNode?)JsonValue.Create(id.ToString())),
        Gen.Bool.Select(_ => (JsonNode?)null));

    /// <summary>Sends requests as an administrator, many at once: whatever comes, no 500 and no hang.</summary>
    /// <param name="caller">The administrator.</param>
    /// <param name="known">The id of a camera that is there, when the requests begin.</param>
    /// <param name="count">How many requests.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How often each status was answered.</returns>
    internal static async Task<IReadOnlyDictionary<HttpStatusCode, int>> SendAsync(Caller caller, string known, int count, CancellationToken cancellationToken)
    {
        var request = RequestOf(await caller.GetAsync("/openapi/v1.json", cancellationToken), known);
        var seed = new PCG(1, 20261125);
        List<(HttpMethod Method, string Path, string? Body)> made = [];
        while (made.Count < count)
        {
            made.Add(request.Generate(seed, null, out _));
        }

        ConcurrentDictionary<HttpStatusCode, int> answers = new();
        ConcurrentBag<string> failures = [];
        await Parallel.ForEachAsync(made, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (call, token) =>
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(token);
            timeout.CancelAfter(WaitTimeout);
            using var answer = await caller.SendAsync(call.Method, call.Path, call.Body, timeout.Token);
            answers.AddOrUpdate(answer.StatusCode, 1, (_, before) => before + 1);
            if (answer.StatusCode == HttpStatusCode.InternalServerError || (answer.StatusCode == HttpStatusCode.Unauthorized && call.Path != Login))
            {
                failures.Add($"{call.Method} {call.Path} {call.Body} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(token)}");
            }
        });
        Assert.Empty(failures);
        return answers;
    }

    private static Gen<(HttpMethod Method, string Path, string? Body)> RequestOf(JsonElement document, string known)
    {
        var operations = (
            from path in document.GetProperty("paths").EnumerateObject()
            where !Left.Any(part => path.Name.EndsWith(part, StringComparison.Ordinal))
            from operation in path.Value.EnumerateObject()
            select (Path: path.Name, Method: operation.Name, Details: operation.Value)).ToArray();
        return AnyOf(operations).SelectMany(operation => Gen.Select(
            PathOf(operation.Path, operation.Details, known),
            BodyOf(document, operation.Details),
            (path, body) => (new HttpMethod(operation.Method.ToUpperInvariant()), path, body)));
    }

    /// <summary>Ids that are there, that are not, and that are none; query parameters by name.</summary>
    private static Gen<string> PathOf(string path, JsonElement operation, string known)
    {
        var names = operation.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "query").Select(parameter => parameter.GetProperty("name").GetString()!).ToArray()
            : [];
        var id = Gen.Frequency((1, Gen.Const(known)), (8, Gen.Guid.Select(value => value.ToString())), (4, Gen.String[1, 20].Select(Escape)));
        var query = names.Length == 0
            ? Gen.Const("")
            : Gen.Select(AnyOf(names), Scalar, (name, value) => $"?{name}={Escape(value?.ToString() ?? "")}");
        return Gen.Select(id, query, (value, text) => System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]*\}", _ => value) + text);
    }

    /// <summary>Objects with the properties of the schema, each with something or other, and sometimes no JSON at all.</summary>
    private static Gen<string?> BodyOf(JsonElement document, JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var body)
            || !body.GetProperty("content").TryGetProperty("application/json", out var content)
            || !content.GetProperty("schema").TryGetProperty("$ref", out var reference))
        {
            return Gen.Bool.Select(_ => (string?)null);
        }

        var schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        var names = schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(property => property.Name).ToArray() : [];
        var value = Gen.OneOf<JsonNode?>(
            Scalar,
            Scalar.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items])),
            Gen.Select(Gen.String[0, 5], Scalar, (name, item) => (JsonNode?)new JsonObject { [name] = item }));
        var whole = names.Aggregate(Gen.Const(""), (members, name) => Gen.Select(members, Gen.Bool, value, (text, isPresent, item) =>
            isPresent ? $"{text}{(text.Length == 0 ? "" : ",")}{JsonSerializer.Serialize(name)}:{item?.ToJsonString() ?? "null"}" : text))
            .Select(members => (string?)$"{{{members}}}");
        return Gen.Frequency((9, whole), (1, Gen.String[0, 20].Select(text => (string?)text)));
    }

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static string Escape(string text) => Uri.EscapeDataString(new string([.. text.Where(letter => !char.IsSurrogate(letter))]));
}
