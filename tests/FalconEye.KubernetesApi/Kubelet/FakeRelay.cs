namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>
/// Says that it is well where a relay would (<c>GET /health</c>, and anything else), for tests of many cameras that are about the cluster
/// and not about pictures.
/// </summary>
public static class FakeRelay
{
    private const int Port = 8081;
    private const string Answer = """{"status":"idle","camera":"","source":"","viewers":0,"fps":0,"last_frame_age_ms":null}""";

    /// <summary>Answers until it is cancelled.</summary>
    public static Task RunAsync(PodContext pod, CancellationToken cancellationToken) => FakeServer.RunAsync(new(pod.Address, Port), Answer, cancellationToken);
}
