using k8s;
using k8s.Models;

namespace FalconEye.Deploy.Tests.Installer;

/// <summary>Says of everything that is applied that it runs, as the controllers and kubelets of a quick cluster would.</summary>
internal sealed class FakeControllers(Kubernetes client, params string[] namespaces)
{
    /// <summary>Does so until it is cancelled.</summary>
    internal async Task RunAsync(CancellationToken ending)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (await timer.WaitForNextTickAsync(ending))
            {
                foreach (var name in namespaces)
                {
                    await BringUpDeploymentsAsync(name, ending);
                    await BringUpStatefulSetsAsync(name, ending);
                    await BringUpDaemonSetsAsync(name, ending);
                }

                await EndNamespacesAsync(ending);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task BringUpDeploymentsAsync(string inNamespace, CancellationToken ending)
    {
        var all = await client.AppsV1.ListNamespacedDeploymentAsync(inNamespace, cancellationToken: ending);
        foreach (var item in all.Items.Where(item => item.Status?.ObservedGeneration != item.Generation()))
        {
            var replicas = item.Spec.Replicas ?? 1;
            var status = new V1DeploymentStatus
            {
                ObservedGeneration = item.Generation(),
                Replicas = replicas,
                UpdatedReplicas = replicas,
                ReadyReplicas = replicas,
                AvailableReplicas = replicas,
            };
            await client.AppsV1.PatchNamespacedDeploymentStatusAsync(PatchOf(status), item.Name(), inNamespace, cancellationToken: ending);
        }
    }

    private async Task BringUpStatefulSetsAsync(string inNamespace, CancellationToken ending)
    {
        var all = await client.AppsV1.ListNamespacedStatefulSetAsync(inNamespace, cancellationToken: ending);
        foreach (var item in all.Items.Where(item => item.Status?.ObservedGeneration != item.Generation()))
        {
            var status = new V1StatefulSetStatus
            {
                ObservedGeneration = item.Generation(),
                Replicas = 1,
                UpdatedReplicas = 1,
                ReadyReplicas = 1,
                AvailableReplicas = 1,
            };
            await client.AppsV1.PatchNamespacedStatefulSetStatusAsync(PatchOf(status), item.Name(), inNamespace, cancellationToken: ending);
        }
    }

    private async Task BringUpDaemonSetsAsync(string inNamespace, CancellationToken ending)
    {
        var all = await client.AppsV1.ListNamespacedDaemonSetAsync(inNamespace, cancellationToken: ending);
        foreach (var item in all.Items.Where(item => item.Status?.ObservedGeneration != item.Generation()))
        {
            var status = new V1DaemonSetStatus
            {
                ObservedGeneration = item.Generation(),
                CurrentNumberScheduled = 1,
                DesiredNumberScheduled = 1,
                NumberReady = 1,
                UpdatedNumberScheduled = 1,
                NumberAvailable = 1,
            };
            await client.AppsV1.PatchNamespacedDaemonSetStatusAsync(PatchOf(status), item.Name(), inNamespace, cancellationToken: ending);
        }
    }

    private async Task EndNamespacesAsync(CancellationToken ending)
    {
        var all = await client.CoreV1.ListNamespaceAsync(cancellationToken: ending);
        foreach (var item in all.Items.Where(item => item.DeletionTimestamp() is not null))
        {
            item.Spec.Finalizers = null;
            await client.CoreV1.ReplaceNamespaceFinalizeAsync(item, item.Name(), cancellationToken: ending);
        }
    }

    private static V1Patch PatchOf(object status) =>
        new($"{{\"status\":{KubernetesJson.Serialize(status)}}}", V1Patch.PatchType.MergePatch);
}
