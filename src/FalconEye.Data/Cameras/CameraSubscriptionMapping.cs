using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FalconEye.Data.Cameras;

/// <summary>How the state of subscriptions is stored: apart from the cameras, whose rows change when users change them.</summary>
internal sealed class CameraSubscriptionMapping : IEntityTypeConfiguration<CameraSubscription>
{
    public void Configure(EntityTypeBuilder<CameraSubscription> subscription)
    {
        subscription.ToTable("camera_subscriptions");
        subscription.HasKey(s => s.CameraId);
        subscription.Property(s => s.CameraId).ValueGeneratedNever();
        subscription.Property(s => s.Problem).HasMaxLength(CameraSubscription.MaxProblemLength);
        subscription.HasOne<Camera>().WithOne().HasForeignKey<CameraSubscription>(s => s.CameraId).OnDelete(DeleteBehavior.Cascade);
    }
}
