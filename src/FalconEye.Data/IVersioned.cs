namespace FalconEye.Data;

/// <summary>
/// A row with a version, which every change of it increments. It is the row's concurrency token
/// (https://learn.microsoft.com/ef/core/saving/concurrency): who has read an older version cannot overwrite a newer one.
/// </summary>
public interface IVersioned
{
    /// <summary>How often the row has been changed.</summary>
    long Version { get; }
}
