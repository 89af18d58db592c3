namespace FalconEye.Data.Tests;

/// <summary>Each persistence test runs on every database.</summary>
public enum DatabaseKind
{
    Sqlite,
    Postgres,
}
