namespace FalconEye.KubernetesApi.Controllers;

/// <summary>Brings one kind of thing a step nearer to what its objects want.</summary>
internal interface IController
{
    /// <summary>Looks at everything once. What is refused is tried again at the next look.</summary>
    void Reconcile();
}
