namespace FalconEye.Contracts.Cameras;

/// <summary>An address to which this server never connects as to a camera. The message says which kind, for a user.</summary>
public sealed class ForbiddenAddressException(string message) : HttpRequestException(message);
