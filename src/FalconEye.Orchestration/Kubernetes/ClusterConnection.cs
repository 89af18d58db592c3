using System.Security.Cryptography.X509Certificates;
using k8s;
using k8s.Exceptions;

namespace FalconEye.Orchestration.Kubernetes;

/// <summary>
/// Finds the cluster: a given kubeconfig, a given address with a token, the pod's own account, or the kubeconfig of the user.
/// </summary>
internal static class ClusterConnection
{
    /// <summary>For one request; a watch goes on for as long as it is read.</summary>
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    /// <summary>A connection whose other end has vanished is noticed within a minute, since watches may be silent for longer.</summary>
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);

    /// <exception cref="OrchestrationException">No cluster is configured, or its configuration cannot be read.</exception>
    internal static IKubernetes Open(KubernetesOptions options)
    {
        try
        {
            var configuration = Configure(options);
            configuration.HttpClientTimeout = RequestTimeout;
            configuration.FirstMessageHandlerSetup = handler =>
            {
                handler.KeepAlivePingDelay = PingDelay;
                handler.KeepAlivePingTimeout = PingDelay / 2;
                handler.EnableMultipleHttp2Connections = true;
                handler.ConnectTimeout = RequestTimeout / 3;
            };
            return new k8s.Kubernetes(configuration);
        }
        catch (Exception e) when (e is KubeConfigException or IOException or UnauthorizedAccessException or YamlDotNet.Core.YamlException)
        {
            throw new OrchestrationException($"The cluster's configuration cannot be used: {e.Message}", e);
        }
    }

    private static KubernetesClientConfiguration Configure(KubernetesOptions options)
    {
        if (options.ConfigPath is { } file)
        {
            return KubernetesClientConfiguration.BuildConfigFromConfigFile(file);
        }

        if (options.ApiServer is { } server)
        {
            return new()
            {
                Host = server,
                AccessToken = options.Token,
                SslCaCerts = options.CaFile is { } authority ? LoadAuthority(authority) : [],
            };
        }

        if (KubernetesClientConfiguration.IsInCluster())
        {
            return KubernetesClientConfiguration.InClusterConfig();
        }

        return File.Exists(KubernetesClientConfiguration.KubeConfigDefaultLocation)
            ? KubernetesClientConfiguration.BuildConfigFromConfigFile(KubernetesClientConfiguration.KubeConfigDefaultLocation)
            : throw new OrchestrationException(
                "No cluster is configured: set K8S_CONFIG_PATH to a kubeconfig, or K8S_API_SERVER and K8S_TOKEN, or ORCHESTRATOR=local to run cameras on this machine.");
    }

    private static X509Certificate2Collection LoadAuthority(string file)
    {
        X509Certificate2Collection authority = [];
        authority.ImportFromPemFile(file);
        return authority;
    }
}
