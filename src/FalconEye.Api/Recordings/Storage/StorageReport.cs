using FalconEye.Api.Recordings.Retention;

namespace FalconEye.Api.Recordings.Storage;

/// <summary>What recordings take, what is free, and what goes next.</summary>
/// <param name="Disks">Each machine's disk that can be reached.</param>
/// <param name="Cameras">What each camera takes; those that the caller may use.</param>
/// <param name="TotalBytes">What these take together.</param>
/// <param name="Limits">The whole system's limits.</param>
/// <param name="Next">The recordings that go next, in this order.</param>
public sealed record StorageReport(
    IReadOnlyList<StorageDisk> Disks,
    IReadOnlyList<StorageCamera> Cameras,
    long TotalBytes,
    RetentionLimits Limits,
    IReadOnlyList<NextDeletion> Next);

/// <summary>A machine's disk.</summary>
/// <param name="Node">The machine.</param>
/// <param name="TotalBytes">Its size.</param>
/// <param name="FreeBytes">What is free.</param>
/// <param name="RecordingsBytes">What finished recordings take.</param>
/// <param name="OtherBytes">What everything else takes, recordings in progress too.</param>
/// <param name="MinFreeBytes">What stays free: below it the oldest recordings go.</param>
/// <param name="RecorderReserveBytes">What recorders leave free (<c>MIN_FREE_DISK_MB</c>): below it they stop.</param>
/// <param name="BytesPerSecond">How quickly it fills, as measured, anyone who writes.</param>
/// <param name="IsShort">Whether less is free than must be, and nothing is left that may be deleted.</param>
/// <param name="BytesPerDay">What the cameras that are recorded there write in a day, by the rate of their last week.</param>
/// <param name="DaysUntilLimit">Until the oldest recordings begin to go; null when nothing is recorded there.</param>
public sealed record StorageDisk(
    string Node,
    long TotalBytes,
    long FreeBytes,
    long RecordingsBytes,
    long OtherBytes,
    long MinFreeBytes,
    long RecorderReserveBytes,
    long BytesPerSecond,
    bool IsShort,
    long BytesPerDay,
    double? DaysUntilLimit);

/// <summary>What a camera takes.</summary>
/// <param name="Id">The camera; null for all deleted ones together.</param>
/// <param name="Name">Its name.</param>
/// <param name="Recordings">How many finished recordings there are.</param>
/// <param name="Bytes">What they take.</param>
/// <param name="ProtectedBytes">What of that is protected.</param>
/// <param name="Oldest">When the oldest begins, UTC.</param>
/// <param name="Newest">When the newest begins, UTC.</param>
/// <param name="Days">How many days there are from the oldest to the newest.</param>
/// <param name="BytesPerDay">What it writes in a day; 0 when it is not recorded.</param>
/// <param name="Retention">Its own limits.</param>
public sealed record StorageCamera(
    Guid? Id,
    string Name,
    int Recordings,
    long Bytes,
    long ProtectedBytes,
    DateTime? Oldest,
    DateTime? Newest,
    double Days,
    long BytesPerDay,
    CameraRetention Retention);

/// <summary>A recording that goes next.</summary>
/// <param name="Id">The recording.</param>
/// <param name="CameraId">Its camera.</param>
/// <param name="CameraName">The camera's name when it was recorded.</param>
/// <param name="StartTime">When it begins, UTC.</param>
/// <param name="FileSizeBytes">Its size.</param>
/// <param name="Reason">The limit: <c>keep_days</c>, <c>camera_max_gb</c>, <c>max_gb</c> or <c>free_space</c>.</param>
/// <param name="IsDue">Whether it goes now, or only when the disk runs short.</param>
public sealed record NextDeletion(
    string Id, Guid? CameraId, string CameraName, DateTime StartTime, long? FileSizeBytes, string Reason, bool IsDue);
