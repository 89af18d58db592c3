using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FalconEye.Data.Events;

/// <summary>How the log of events is stored.</summary>
internal sealed class LoggedEventMapping : IEntityTypeConfiguration<LoggedEvent>
{
    public void Configure(EntityTypeBuilder<LoggedEvent> item)
    {
        item.ToTable("events");
        item.HasKey(e => e.Id);
        item.Property(e => e.Kind).HasMaxLength(40);
        item.Property(e => e.RecordingId).HasMaxLength(200);
        item.Property(e => e.Actor).HasMaxLength(255);
        item.Property(e => e.Message).HasMaxLength(2500);
        item.Property(e => e.Zone).HasMaxLength(100);
        item.Property(e => e.Label).HasMaxLength(253);

        // Each is a range that a page of the log reads from its end: with any filter a page costs the same, however long the log is.
        item.HasIndex(e => new { e.Time, e.Id });
        item.HasIndex(e => new { e.CameraId, e.Time, e.Id });
        item.HasIndex(e => new { e.Kind, e.Time, e.Id });
        item.HasIndex(e => new { e.CameraId, e.Kind, e.Time, e.Id });
        item.HasIndex(e => e.Kind).HasFilter("is_open").HasDatabaseName("ix_events_open");
    }
}
