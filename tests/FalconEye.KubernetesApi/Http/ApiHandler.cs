using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Access;
using FalconEye.KubernetesApi.Faults;
using FalconEye.KubernetesApi.Operations;
using FalconEye.KubernetesApi.Patching;
using FalconEye.KubernetesApi.Resources;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FalconEye.KubernetesApi.Http;

/// <summary>Answers one request: who is it, may they, and then what is asked for.</summary>
internal sealed class ApiHandler(Tokens tokens, RbacAuthorizer authorizer, FaultPlan faults, ObjectReader reader, ObjectWriter writer, Deletion deletion, WatchHandler watches, PodLogHandler logs)
{
    private const int MaxBodyLength = 3 * 1024 * 1024;

    internal async Task HandleAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context);
        }
        catch (StatusException e) when (!context.Response.HasStarted)
        {
            await Answers.WriteAsync(context, e.Code, e.ToJson());
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var user = tokens.Authenticate(context.Request.Headers.Authorization);
        if (await Discovery.TryAnswerAsync(context) || await AccessReview.TryAnswerAsync(context, user))
        {
            return;
        }

        var request = ApiRequest.Parse(context.Request) ?? throw StatusException.NoSuchAddress();
        var fault = faults.Note(await DescribeCallAsync(context, request, user));
        authorizer.Require(user, request);
        context.Features.Set(user);
        if (await FailsAsync(context, fault))
        {
            return;
        }

        if (fault == FaultKind.AnswerLost)
        {
            context.Response.Body = Stream.Null;
        }

        await DispatchAsync(context, request);
        if (fault == FaultKind.AnswerLost)
        {
            context.Abort();
        }
    }

    /// <summary>The name of what is created is in the body only.</summary>
    private static async Task<ApiCall> DescribeCallAsync(HttpContext context, ApiRequest request, User user)
    {
        var call = request.CallOf(user.Name);
        if (request is not { Verb: "create", Name: "" })
        {
            return call;
        }

        context.Request.EnableBuffering();
        var body = await ReadObjectAsync(context);
        context.Request.Body.Position = 0;
        return call with { Name = body.Text("metadata", "name") ?? "" };
    }

    private static Task<bool> FailsAsync(HttpContext context, FaultKind? fault)
    {
        switch (fault)
        {
            case FaultKind.InternalError:
                throw new StatusException(500, "InternalError", "Internal error occurred: the test wants this call to fail");
            case FaultKind.TooManyRequests:
                context.Response.Headers.RetryAfter = "1";
                throw new StatusException(429, "TooManyRequests", "the server has received too many requests and has asked us to try again later")
                {
                    Details = new JsonObject { ["retryAfterSeconds"] = 1 },
                };
            case FaultKind.ConnectionReset:
                context.Abort();
                return Task.FromResult(true);
            default:
                return Task.FromResult(false);
        }
    }

    private Task DispatchAsync(HttpContext context, ApiRequest request) => request.Verb switch
    {
        "get" when request.Subresource is "" or "status" => Answers.WriteAsync(context, 200, reader.Get(request.Key).Json),
        "get" when request is { Subresource: "scale", Type.HasScale: true } => Answers.WriteAsync(context, 200, Scale.Read(reader.Get(request.Key).Json)),
        "get" when request.Subresource == "log" && request.Type == ResourceTypes.Pods => logs.ServeAsync(context, reader.Get(request.Key)),
        "list" => ListAsync(context, request),
        "watch" => watches.ServeAsync(context, request, LabelsOf(context), FieldsOf(context, request)),
        "create" when request is { Name: "", Subresource: "" } => CreateAsync(context, request),
        "create" when request.Subresource == "token" && request.Type == ResourceTypes.ServiceAccounts => IssueTokenAsync(context, request),
        "update" => UpdateAsync(context, request),
        "patch" => PatchAsync(context, request),
        "delete" when request.Subresource.Length == 0 => DeleteAsync(context, request),
        "deletecollection" => DeleteCollectionAsync(context, request),
        _ => throw StatusException.MethodNotAllowed(),
    };

    private Task ListAsync(HttpContext context, ApiRequest request) => Answers.WriteListAsync(context, request.Type, Find(context, request));

    private ListPage Find(HttpContext context, ApiRequest request) => reader.List(
        request.Type,
        request.Namespace.Length > 0 ? request.Namespace : null,
        LabelsOf(context),
        FieldsOf(context, request),
        int.TryParse(context.Request.Query["limit"], CultureInfo.InvariantCulture, out var limit) ? limit : 0,
        context.Request.Query["continue"].FirstOrDefault() is { Length: > 0 } token ? token : null);

    private async Task CreateAsync(HttpContext context, ApiRequest request)
    {
        var options = OptionsOf(context);
        var created = writer.Create(request.Type, request.Namespace, await ReadObjectAsync(context), options);
        await AnswerAsync(context, 201, created.Json, options);
    }

    private Task IssueTokenAsync(HttpContext context, ApiRequest request)
    {
        reader.Get(request.Key);
        return Answers.WriteAsync(context, 201, new JsonObject
        {
            ["kind"] = "TokenRequest",
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["metadata"] = new JsonObject { ["name"] = request.Name, ["namespace"] = request.Namespace },
            ["spec"] = new JsonObject { ["audiences"] = new JsonArray() },
            ["status"] = new JsonObject
            {
                ["token"] = tokens.Issue(User.ServiceAccount(request.Namespace, request.Name)),
                ["expirationTimestamp"] = Timestamp.Of(DateTimeOffset.UtcNow.AddHours(1)),
            },
        });
    }

    private async Task UpdateAsync(HttpContext context, ApiRequest request)
    {
        RequireKnown(request);
        var options = OptionsOf(context);
        var body = await ReadObjectAsync(context);
        if (request.Subresource == "scale")
        {
            await AnswerAsync(context, 200, Scale.Write(writer, request.Key, _ => body, options), options);
            return;
        }

        var updated = writer.Update(request.Key, request.Subresource, _ => body, options);
        await AnswerAsync(context, 200, updated.Json, options);
    }

    private async Task PatchAsync(HttpContext context, ApiRequest request)
    {
        RequireKnown(request);
        var options = OptionsOf(context);
        var text = await ReadAsync(context);
        var kind = context.Request.ContentType?.Split(';')[0];
        if (kind == "application/apply-patch+yaml")
        {
            if (!context.Request.Query.ContainsKey("fieldManager"))
            {
                throw StatusException.BadRequest("PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
            }

            var (applied, isNew) = writer.Apply(request.Key, request.Subresource, YamlDocuments.Parse(text)[0], options);
            await AnswerAsync(context, isNew ? 201 : 200, applied.Json, options);
            return;
        }

        var patch = ParseJson(text);
        JsonObject Change(JsonObject current) => Patched(current, patch, kind);
        var result = request.Subresource == "scale"
            ? Scale.Write(writer, request.Key, Change, options)
            : writer.Update(request.Key, request.Subresource, Change, options).Json;
        await AnswerAsync(context, 200, result, options);
    }

    private static JsonObject Patched(JsonObject current, JsonNode patch, string? kind)
    {
        switch (kind)
        {
            case "application/merge-patch+json" when patch is JsonObject merge:
                MergePatch.Apply(current, merge);
                break;
            case "application/strategic-merge-patch+json" when patch is JsonObject strategic:
                StrategicMergePatch.Apply(current, strategic);
                break;
            case "application/json-patch+json" when patch is JsonArray steps:
                JsonPatch.Apply(current, steps);
                break;
            default:
                throw StatusException.UnsupportedMediaType(kind);
        }

        return current;
    }

    private async Task DeleteAsync(HttpContext context, ApiRequest request)
    {
        var (last, isMarked) = deletion.Delete(request.Key, await ReadDeleteOptionsAsync(context));
        await Answers.WriteAsync(context, 200, isMarked || request.Type.ReturnsDeleted ? last.Json : Answers.Deleted(last));
    }

    private async Task DeleteCollectionAsync(HttpContext context, ApiRequest request)
    {
        var options = await ReadDeleteOptionsAsync(context);
        var page = Find(context, request);
        foreach (var stored in page.Objects)
        {
            deletion.Delete(stored.Key, options);
        }

        await Answers.WriteListAsync(context, request.Type, page);
    }

    private static void RequireKnown(ApiRequest request)
    {
        var isKnown = request.Subresource switch
        {
            "" => true,
            "status" => request.Type.HasStatus,
            "scale" => request.Type.HasScale,
            "finalize" => request.Type == ResourceTypes.Namespaces,
            _ => false,
        };
        if (!isKnown)
        {
            throw StatusException.NoSuchAddress();
        }
    }

    private static async Task AnswerAsync(HttpContext context, int code, JsonObject document, WriteOptions options)
    {
        foreach (var warning in options.Warnings)
        {
            context.Response.Headers.Append("Warning", $"299 - \"{warning.Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        }

        await Answers.WriteAsync(context, code, document);
    }

    private static WriteOptions OptionsOf(HttpContext context)
    {
        var query = context.Request.Query;
        var agent = context.Request.Headers.UserAgent.ToString().Split('/')[0];
        return new WriteOptions(query["fieldManager"].FirstOrDefault() ?? (agent.Length > 0 ? agent : "unknown"))
        {
            User = context.Features.GetRequiredFeature<User>(),
            IsStrict = query["fieldValidation"] == "Strict",
            IsDryRun = query["dryRun"] == "All",
            Force = query["force"].FirstOrDefault() is "true" or "True" or "1",
        };
    }

    private static LabelSelector LabelsOf(HttpContext context) => LabelSelector.Parse(context.Request.Query["labelSelector"]);

    private static FieldSelector FieldsOf(HttpContext context, ApiRequest request) => FieldSelector.Parse(request.Type, context.Request.Query["fieldSelector"]);

    private static async Task<DeleteOptions> ReadDeleteOptionsAsync(HttpContext context) =>
        DeleteOptions.Read(await ReadAsync(context) is { Length: > 0 } text ? ParseJson(text) as JsonObject : null, context.Request.Query);

    private static async Task<JsonObject> ReadObjectAsync(HttpContext context)
    {
        var text = await ReadAsync(context);
        var isYaml = context.Request.ContentType?.Contains("yaml", StringComparison.Ordinal) ?? false;
        return (isYaml ? (YamlDocuments.Parse(text) is [var document, ..] ? document : null) : ParseJson(text) as JsonObject) ?? throw StatusException.BadRequest("the body holds no object");
    }

    private static JsonNode ParseJson(string text)
    {
        try
        {
            return JsonNode.Parse(text) ?? throw StatusException.BadRequest("the body holds no object");
        }
        catch (JsonException e)
        {
            throw StatusException.BadRequest($"couldn't get version/kind; json parse error: {e.Message}");
        }
    }

    private static async Task<string> ReadAsync(HttpContext context)
    {
        using StreamReader body = new(context.Request.Body, leaveOpen: true);
        var text = await body.ReadToEndAsync(context.RequestAborted);
        return text.Length <= MaxBodyLength
            ? text
            : throw new StatusException(413, "RequestEntityTooLarge", $"Request entity too large: limit is {MaxBodyLength}");
    }
}
