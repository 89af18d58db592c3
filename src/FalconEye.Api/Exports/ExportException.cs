namespace FalconEye.Api.Exports;

/// <summary>An export cannot be made; the message says why, for the user who asked for it.</summary>
internal sealed class ExportException(string message) : Exception(message);
