namespace FalconEye.Api.Recordings.Retention;

/// <summary>How long recordings are kept and how much room they take, for the whole system. A limit that is <see langword="null"/> is none.</summary>
/// <remarks>A gigabyte is 2^30 bytes, as <c>MIN_FREE_DISK_MB</c> counts megabytes.</remarks>
public sealed record RetentionLimits
{
    /// <summary>Bytes of a gigabyte.</summary>
    internal const double Gigabyte = 1024.0 * 1024 * 1024;

    /// <summary>Only what keeps the recorders running: the disk's reserve.</summary>
    public static RetentionLimits None { get; } = new();

    /// <summary>Days that recordings are kept, from their end.</summary>
    public int? KeepDays { get; init; }

    /// <summary>Days that recordings with events are kept, if that is longer.</summary>
    public int? KeepEventDays { get; init; }

    /// <summary>Gigabytes that all recordings may take together.</summary>
    public double? MaxGb { get; init; }

    /// <summary>Per cent of each disk that stay free.</summary>
    public double? MinFreePercent { get; init; }

    /// <summary>Gigabytes of each disk that stay free.</summary>
    public double? MinFreeGb { get; init; }

    /// <summary>What must stay free on a disk, in bytes: the largest of the limits and of what recorders leave free themselves.</summary>
    internal long MinFreeBytes(DiskState disk) => Math.Max(
        disk.ReservedBytes,
        Math.Max((long)((MinFreeGb ?? 0) * Gigabyte), (long)((MinFreePercent ?? 0) / 100 * disk.TotalBytes)));

    /// <summary>Puts the limits of a request over these: what is absent stays, and zero is no limit.</summary>
    internal RetentionLimits With(RetentionRequest? request) => new()
    {
        KeepDays = ZeroIsNone(request?.KeepDays ?? KeepDays),
        KeepEventDays = ZeroIsNone(request?.KeepEventDays ?? KeepEventDays),
        MaxGb = ZeroIsNone(request?.MaxGb ?? MaxGb),
        MinFreePercent = ZeroIsNone(request?.MinFreePercent ?? MinFreePercent),
        MinFreeGb = ZeroIsNone(request?.MinFreeGb ?? MinFreeGb),
    };

    internal static int? ZeroIsNone(int? value) => value is 0 ? null : value;

    internal static double? ZeroIsNone(double? value) => value is 0 ? null : value;
}
