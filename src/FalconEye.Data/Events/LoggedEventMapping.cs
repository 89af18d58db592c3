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
        item.HasIndex(e => e.Time);
        item.HasIndex(e => new { e.CameraId, e.Time });
    }
}
