namespace FalconEye.Api.Exports;

/// <summary>An export cannot be made; the message says why, for the person who asked for it.</summary>
internal sealed class ExportException(string message) : Exception(message);
