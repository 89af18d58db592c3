namespace FalconEye.Detector;

/// <summary>A model that cannot be used; the message says why and what to do.</summary>
internal sealed class ModelException(string message) : Exception(message);
