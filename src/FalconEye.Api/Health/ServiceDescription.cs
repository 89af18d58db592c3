namespace FalconEye.Api.Health;

/// <summary>What answers here.</summary>
/// <param name="Name">What the server calls itself.</param>
/// <param name="Version">Its version.</param>
/// <param name="Endpoints">Where to go on.</param>
public sealed record ServiceDescription(string Name, string Version, IReadOnlyList<string> Endpoints);
