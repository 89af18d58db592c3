using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace FalconEye.Auth.Tests;

/// <summary>Ten thousand requests made up from the OpenAPI document: whatever comes, no 500 and no hang.</summary>
public sealed class FuzzTests(ServerToEmpty locked) : IClassFixture<ServerToEmpty>
{
    private const int Requests = 10_000;
    private const int AtOnce = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Answers without end, what starts other programs or scans networks for seconds, and what would end the tests' own login.</summary>
    private static readonly string[] Left = ["/probe", "/scan/", "/auth/", "/api/users", "/chat"];

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

    [Fact]
    public async Task Ten_thousand_made_up_requests_give_no_500_and_no_hang()
    {
        var ct = TestContext.Current.CancellationToken;
        var document = await locked.Admin.GetAsync("/openapi/v1.json", ct);
        var known = await locked.AddCameraAsync("Known", ct);
        var request = RequestOf(document, known);
        List<(HttpMethod Method, string Path, string? Body)> made = [];
        var seed = new PCG(1, 20261125);
        for (var count = 0; count < Requests; count++)
        {
            made.Add(request.Generate(seed, null, out _));
        }

        ConcurrentDictionary<HttpStatusCode, int> answers = new();
        await Parallel.ForEachAsync(made, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (call, token) =>
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
            patience.CancelAfter(Patience);
            using var answer = await locked.Admin.SendAsync(call.Method, call.Path, call.Body, patience.Token);
            answers.AddOrUpdate(answer.StatusCode, 1, (_, count) => count + 1);
            Assert.True(
                answer.StatusCode is not (HttpStatusCode.InternalServerError or HttpStatusCode.Unauthorized),
                $"{call.Method} {call.Path} {call.Body} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(token)}");
        });

        // They reach what is behind the validation, too.
        Assert.All([HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.NotFound], expected => Assert.InRange(answers.GetValueOrDefault(expected), 100, Requests));
    }

    private static Gen<(HttpMethod Method, string Path, string? Body)> RequestOf(JsonElement document, string known)
    {
        var operations = (
            from path in document.GetProperty("paths").EnumerateObject()
            where path.Name != "/api/events" && !path.Name.EndsWith("/stream", StringComparison.Ordinal)
                && !Left.Any(part => path.Name.Contains(part, StringComparison.Ordinal))
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
