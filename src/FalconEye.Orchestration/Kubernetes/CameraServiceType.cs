namespace FalconEye.Orchestration.Kubernetes;

/// <summary>How a camera's service is reached.</summary>
public enum CameraServiceType
{
    /// <summary>From within the cluster only: viewers come through the API, which proxies.</summary>
    ClusterIP,

    /// <summary>From outside too, on a port of every node.</summary>
    NodePort,
}
