namespace FalconEye.KubernetesApi.Kubelet;

/// <summary>Names of images.</summary>
internal static class ImageName
{
    /// <summary>The last part without tag and digest: <c>falcon-eye-recorder</c>.</summary>
    internal static string ShortOf(string image) => image.Split('@')[0].Split('/')[^1].Split(':')[0];
}
