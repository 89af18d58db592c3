using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FalconEye.Data.Alerts;

/// <summary>How rules, channels and what they told are stored.</summary>
internal sealed class AlertMapping
    : IEntityTypeConfiguration<AlertChannel>,
        IEntityTypeConfiguration<AlertRule>,
        IEntityTypeConfiguration<Alert>,
        IEntityTypeConfiguration<AlertDelivery>,
        IEntityTypeConfiguration<AlertSettings>
{
    public void Configure(EntityTypeBuilder<AlertChannel> channel)
    {
        channel.ToTable("alert_channels");
        channel.HasKey(c => c.Id);
        channel.Property(c => c.Name).HasMaxLength(100);
        channel.Property(c => c.Kind).HasConversion<string>().HasMaxLength(16);
        channel.Property(c => c.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<AlertRule> rule)
    {
        rule.ToTable("alert_rules");
        rule.HasKey(r => r.Id);
        rule.Property(r => r.Name).HasMaxLength(100);
        rule.Property(r => r.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<Alert> alert)
    {
        alert.ToTable("alerts");
        alert.HasKey(a => a.Id);
        alert.HasOne<AlertRule>().WithMany().HasForeignKey(a => a.RuleId).OnDelete(DeleteBehavior.Cascade);
        alert.HasIndex(a => new { a.RuleId, a.EventId }).IsUnique();
        alert.HasIndex(a => new { a.RuleId, a.CameraId, a.RaisedAt });
        alert.HasIndex(a => a.EndedAt);
    }

    public void Configure(EntityTypeBuilder<AlertDelivery> delivery)
    {
        delivery.ToTable("alert_deliveries");
        delivery.HasKey(d => d.Id);
        delivery.Property(d => d.ChannelName).HasMaxLength(100);
        delivery.Property(d => d.Phase).HasConversion<string>().HasMaxLength(8);
        delivery.Property(d => d.State).HasConversion<string>().HasMaxLength(12);
        delivery.Property(d => d.Error).HasMaxLength(1000);
        delivery.HasOne<AlertChannel>().WithMany().HasForeignKey(d => d.ChannelId).OnDelete(DeleteBehavior.Cascade);
        delivery.HasIndex(d => d.Key).IsUnique();
        delivery.HasIndex(d => new { d.AlertId, d.ChannelId, d.Phase }).IsUnique();
        delivery.HasIndex(d => new { d.State, d.NextAttemptAt });
        delivery.HasIndex(d => d.CreatedAt);
    }

    public void Configure(EntityTypeBuilder<AlertSettings> settings)
    {
        settings.ToTable("alert_settings");
        settings.HasKey(s => s.Id);
        settings.Property(s => s.Id).ValueGeneratedNever();
        settings.Property(s => s.Mode).HasConversion<string>().HasMaxLength(8);
        settings.Property(s => s.ModeSchedule).HasMaxLength(8000);
    }
}
