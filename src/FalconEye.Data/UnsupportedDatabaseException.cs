namespace FalconEye.Data;

/// <summary>The database was made by a version that this one cannot upgrade; the message says what to do.</summary>
public sealed class UnsupportedDatabaseException(string message) : Exception(message);
