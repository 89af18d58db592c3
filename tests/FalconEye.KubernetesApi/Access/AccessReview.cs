using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Http;
using Microsoft.AspNetCore.Http;

namespace FalconEye.KubernetesApi.Access;

/// <summary>
/// What <c>kubectl auth can-i</c> asks: may I? An administrator may; others are told no, whatever they ask: kubectl asks in protobuf, which
/// is not read.
/// </summary>
internal static class AccessReview
{
    private const string Address = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    internal static async Task<bool> TryAnswerAsync(HttpContext context, User user)
    {
        if (context.Request.Path != Address || !HttpMethods.IsPost(context.Request.Method))
        {
            return false;
        }

        await Answers.WriteAsync(context, 201, new JsonObject
        {
            ["kind"] = "SelfSubjectAccessReview",
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["spec"] = new JsonObject(),
            ["status"] = new JsonObject { ["allowed"] = user.IsMaster },
        });
        return true;
    }
}
