namespace FalconEye.Api.Exports;

/// <summary>An export as it is kept in its folder, so that it outlives the server.</summary>
/// <param name="Id">Its id, and the name of its folder.</param>
/// <param name="Cameras">What is exported.</param>
/// <param name="From">The beginning, UTC.</param>
/// <param name="To">The end, UTC.</param>
/// <param name="CreatedAt">When it was asked for, UTC.</param>
/// <param name="CreatedBy">By whom, as text for users.</param>
/// <param name="OwnerId">The user, or the token that is no one's; <see langword="null"/> on a server without logins.</param>
internal sealed record ExportJob(
    Guid Id, IReadOnlyList<ExportCamera> Cameras, DateTime From, DateTime To, DateTime CreatedAt, string CreatedBy, Guid? OwnerId)
{
    /// <summary>How its pictures are encoded again; <see langword="null"/> for those that were recorded.</summary>
    public ExportEncoding? Encoding { get; init; }

    /// <summary>How far it is.</summary>
    public ExportState State { get; init; }

    /// <summary>How often it was begun.</summary>
    public int Attempts { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    /// <summary>When it was done or failed, UTC.</summary>
    public DateTime? FinishedAt { get; init; }

    /// <summary>Bytes of the ZIP file.</summary>
    public long? SizeBytes { get; init; }
}

/// <summary>A camera of an export.</summary>
/// <param name="Id">The camera.</param>
/// <param name="Name">Its name when the export was asked for.</param>
internal sealed record ExportCamera(Guid Id, string Name);
