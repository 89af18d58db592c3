namespace FalconEye.Orchestration.Kubernetes.Caching;

/// <summary>How to watch.</summary>
/// <param name="Selector">Chooses objects by their labels; <see langword="null"/> for all.</param>
/// <param name="Version">Where to go on.</param>
/// <param name="Seconds">When the server is to end it.</param>
/// <param name="OnError">Told what the server, or the connection, says is wrong.</param>
internal sealed record WatchRequest(string? Selector, string Version, int Seconds, Action<Exception> OnError);
