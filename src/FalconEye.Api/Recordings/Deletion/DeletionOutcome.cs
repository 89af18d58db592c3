namespace FalconEye.Api.Recordings.Deletion;

/// <summary>What became of a deletion.</summary>
internal enum DeletionOutcome
{
    /// <summary>The row and the file are gone.</summary>
    Deleted,

    /// <summary>The file's node removes it and has not finished; the row says so until then.</summary>
    Pending,

    /// <summary>It may not be deleted any more: it is protected, grows, or is gone.</summary>
    Refused,

    /// <summary>There is no such file where the row says, or its node cannot be reached: nothing was changed.</summary>
    NoFile,

    /// <summary>The file cannot be deleted.</summary>
    Failed,
}
