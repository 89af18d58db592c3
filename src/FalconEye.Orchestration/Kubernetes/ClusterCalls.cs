using System.Net;
using System.Text.Json;
using k8s.Autorest;

namespace FalconEye.Orchestration.Kubernetes;

/// <summary>What goes wrong between here and the cluster, told apart and explained.</summary>
internal static class ClusterCalls
{
    /// <summary>Makes a call whose failure is reported to a user.</summary>
    /// <exception cref="OrchestrationException">It failed.</exception>
    internal static async Task<T> InWordsAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (HttpOperationException e)
        {
            throw new OrchestrationException(e.Response.StatusCode switch
            {
                HttpStatusCode.Forbidden => $"The cluster does not allow it: {MessageOf(e)}",
                HttpStatusCode.Unauthorized => "The cluster does not know this server any more: its token is refused.",
                HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest => $"The cluster refuses it: {MessageOf(e)}",
                var status => $"The cluster answered {(int)status}: {MessageOf(e)}",
            }, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new OrchestrationException("The cluster's API does not answer.", e);
        }
    }

    /// <inheritdoc cref="InWordsAsync{T}(Func{Task{T}}, CancellationToken)"/>
    internal static Task InWordsAsync(Func<Task> call, CancellationToken cancellationToken) => InWordsAsync(
        async () =>
        {
            await call();
            return true;
        },
        cancellationToken);

    internal static bool Is(this HttpOperationException exception, HttpStatusCode status) => exception.Response.StatusCode == status;

    /// <summary>
    /// The message of the answer's Status object (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/).
    /// </summary>
    private static string MessageOf(HttpOperationException exception)
    {
        try
        {
            using var status = JsonDocument.Parse(exception.Response.Content ?? "");
            return status.RootElement.TryGetProperty("message", out var message)
                ? message.GetString() ?? exception.Message
                : exception.Message;
        }
        catch (JsonException)
        {
            return exception.Message;
        }
    }
}
