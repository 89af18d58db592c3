using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FalconEye.Data.Events;

/// <summary>How the pictures of events are stored: apart, so that reading the log reads none of them.</summary>
internal sealed class EventPictureMapping : IEntityTypeConfiguration<EventPicture>
{
    public void Configure(EntityTypeBuilder<EventPicture> picture)
    {
        picture.ToTable("event_pictures");
        picture.HasKey(p => p.EventId);
        picture.Property(p => p.EventId).ValueGeneratedNever();
        picture.HasOne<LoggedEvent>().WithOne().HasForeignKey<EventPicture>(p => p.EventId).OnDelete(DeleteBehavior.Cascade);
    }
}
