using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FalconEye.Data.Cameras;

/// <summary>How cameras are stored.</summary>
internal sealed class CameraMapping : IEntityTypeConfiguration<Camera>
{
    public void Configure(EntityTypeBuilder<Camera> camera)
    {
        camera.ToTable("cameras");
        camera.HasKey(c => c.Id);
        camera.Property(c => c.Name).HasMaxLength(255);
        camera.Property(c => c.Slug).HasMaxLength(63);
        camera.Property(c => c.Protocol).HasConversion<string>().HasMaxLength(16);
        camera.Property(c => c.Status).HasConversion<string>().HasMaxLength(16);
        camera.Property(c => c.DesiredRecording).HasMaxLength(16).HasConversion(
            desired => desired.Mode.ToString(), stored => new DesiredRecording(Enum.Parse<RecordingMode>(stored)));
        camera.Property(c => c.Version).IsConcurrencyToken();
        camera.Property(c => c.Location).HasMaxLength(255);
        // An address of 2,048 characters, encrypted.
        camera.Property(c => c.SourceUrl).HasMaxLength(4096);
        camera.Property(c => c.LiveSourceUrl).HasMaxLength(4096);
        camera.Property(c => c.SourceIdentity).HasMaxLength(2400);
        camera.Property(c => c.DevicePath).HasMaxLength(255);
        camera.Property(c => c.NodeName).HasMaxLength(253);
        camera.Property(c => c.Resolution).HasMaxLength(16);
        camera.Property(c => c.RecordingSchedule).HasMaxLength(8000);
        camera.Property(c => c.RecordingEvents).HasMaxLength(1000);
        camera.Property(c => c.LastError).HasMaxLength(2000);
        camera.HasIndex(c => c.Slug).IsUnique();
        camera.HasIndex(c => c.SourceIdentity).IsUnique();
        camera.HasIndex(c => c.CreatedAt);
    }
}
