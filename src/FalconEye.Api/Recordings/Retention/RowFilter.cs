namespace FalconEye.Api.Recordings.Retention;

/// <summary>Which recordings to read.</summary>
internal sealed record RowFilter
{
    internal static RowFilter All { get; } = new();

    /// <summary>Only those of this camera.</summary>
    internal Guid? CameraId { get; init; }

    /// <summary>Only those of these cameras; <see langword="null"/> for all.</summary>
    internal IReadOnlySet<Guid>? Cameras { get; init; }

    /// <summary>Only those whose camera is deleted.</summary>
    internal bool OfDeletedCameras { get; init; }

    /// <summary>Only those of this machine; <see langword="null"/> for all.</summary>
    internal string? Node { get; init; }

    /// <summary>Only those in which nothing happened.</summary>
    internal bool WithoutEvents { get; init; }

    /// <summary>Only those that begin before, UTC.</summary>
    internal DateTime? StartBefore { get; init; }
}
