using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FalconEye.Data.Recordings;

/// <summary>How recordings are stored. A camera's end leaves them.</summary>
internal sealed class RecordingMapping : IEntityTypeConfiguration<Recording>
{
    public void Configure(EntityTypeBuilder<Recording> recording)
    {
        recording.ToTable("recordings");
        recording.HasKey(r => r.Id);
        recording.Property(r => r.Id).HasMaxLength(200);
        recording.Property(r => r.CameraName).HasMaxLength(255);
        recording.Property(r => r.FilePath).HasMaxLength(4096);
        recording.Property(r => r.FileName).HasMaxLength(255);
        recording.Property(r => r.NodeName).HasMaxLength(253);
        recording.Property(r => r.ErrorMessage).HasMaxLength(2000);
        recording.Property(r => r.Note).HasMaxLength(1000);
        recording.Property(r => r.DeletionReason).HasMaxLength(500);
        recording.Property(r => r.Status).HasConversion<string>().HasMaxLength(16);
        recording.Property(r => r.Version).IsConcurrencyToken();
        recording.HasOne(r => r.Camera).WithMany().HasForeignKey(r => r.CameraId).OnDelete(DeleteBehavior.SetNull);
        recording.HasIndex(r => r.StartTime);
        recording.HasIndex(r => new { r.CameraId, r.StartTime });
        recording.HasIndex(r => r.Status);

        // Retention reads the oldest that are not protected, however many are.
        recording.HasIndex(r => new { r.IsProtected, r.StartTime });
        // What is still to be counted; after a while there is little of it.
        recording.HasIndex(r => r.EndTime).HasFilter("event_count IS NULL").HasDatabaseName("ix_recordings_uncounted");
        recording.HasIndex(r => r.DeletionReason).HasFilter("deletion_reason IS NOT NULL");
    }
}
