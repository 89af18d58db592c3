using k8s.Models;

namespace FalconEye.KubernetesApi.Tests;

/// <summary>Small valid objects.</summary>
internal static class Samples
{
    internal static V1ConfigMap ConfigMap(string name, params (string Key, string Value)[] data) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Data = data.ToDictionary(pair => pair.Key, pair => pair.Value),
    };

    internal static V1Deployment Deployment(string name, string image = "example/image:1") => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string> { ["app"] = name } },
        Spec = new V1DeploymentSpec
        {
            Replicas = 1,
            Selector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = name } },
            Template = new V1PodTemplateSpec
            {
                Metadata = new V1ObjectMeta { Labels = new Dictionary<string, string> { ["app"] = name } },
                Spec = new V1PodSpec
                {
                    Containers = [new V1Container { Name = "main", Image = image, Env = [new V1EnvVar { Name = "COLOUR", Value = "red" }] }],
                },
            },
        },
    };

    internal static V1Service Service(string name) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new V1ServiceSpec
        {
            Selector = new Dictionary<string, string> { ["app"] = name },
            Ports = [new V1ServicePort { Name = "stream", Port = 8081, TargetPort = 8081 }],
        },
    };
}
