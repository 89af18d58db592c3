using System.Text.Json.Nodes;
using FalconEye.KubernetesApi.Resources;

namespace FalconEye.KubernetesApi.Controllers;

/// <summary>Empties a namespace that is deleted, then lets it go.</summary>
internal sealed class NamespaceController(ClusterObjects cluster) : IController
{
    public void Reconcile()
    {
        foreach (var home in cluster.List(ResourceTypes.Namespaces).Where(home => home.IsDeleting))
        {
            var content = ResourceTypes.All.Where(type => type.Namespaced).SelectMany(cluster.List).Where(stored => stored.Key.Namespace == home.Key.Name).ToList();
            foreach (var stored in content.Where(stored => !stored.IsDeleting))
            {
                cluster.Delete(stored);
            }

            if (content.Count == 0)
            {
                cluster.Update(home.Key, json => json.Ensure("spec")["finalizers"] = new JsonArray());
            }
        }
    }
}
