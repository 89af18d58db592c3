namespace FalconEye.Api.Health;

/// <summary>Name, version and routes of the server.</summary>
/// <param name="Name">What the server calls itself.</param>
/// <param name="Version">Its version.</param>
/// <param name="Endpoints">Where to go on.</param>
public sealed record ServiceDescription(string Name, string Version, IReadOnlyList<string> Endpoints);
