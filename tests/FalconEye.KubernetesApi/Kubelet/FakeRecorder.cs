namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>
/// Says that it records where a recorder would (<c>GET /status</c>), and that it does as it is asked (<c>POST /start</c> and <c>/stop</c>),
/// for tests that are about the cluster and not about recordings.
/// </summary>
public static class FakeRecorder
{
    private const int Port = 8080;
    private const string Answer = """{"camera_id":"","camera_name":"","status":"recording","success":true,"message":""}""";

    /// <summary>Answers until it is cancelled.</summary>
    public static Task RunAsync(PodContext pod, CancellationToken cancellationToken) => FakeServer.RunAsync(new(pod.Address, Port), Answer, cancellationToken);
}
