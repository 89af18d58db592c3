using FalconEye.Data.Auth;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FalconEye.Data.Alerts;

/// <summary>How the devices that get alerts by Web Push are stored.</summary>
internal sealed class PushMapping : IEntityTypeConfiguration<PushDevice>, IEntityTypeConfiguration<PushKey>
{
    public void Configure(EntityTypeBuilder<PushDevice> device)
    {
        device.ToTable("push_devices");
        device.HasKey(d => d.Id);
        device.Property(d => d.Name).HasMaxLength(100);
        device.Property(d => d.EndpointHash).HasMaxLength(64);
        device.Property(d => d.Error).HasMaxLength(200);
        device.HasIndex(d => d.EndpointHash).IsUnique();
        device.HasIndex(d => d.SessionId);
        device.HasOne<User>().WithMany().HasForeignKey(d => d.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<PushKey> key)
    {
        key.ToTable("push_key");
        key.HasKey(k => k.Id);
        key.Property(k => k.Id).ValueGeneratedNever();
    }
}
