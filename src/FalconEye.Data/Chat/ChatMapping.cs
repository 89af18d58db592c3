using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FalconEye.Data.Chat;

/// <summary>
/// How conversations and proposals are stored. A conversation takes what was said with it; its proposals stay, as a record of who agreed to
/// what.
/// </summary>
internal sealed class ChatMapping
    : IEntityTypeConfiguration<ChatSession>, IEntityTypeConfiguration<ChatTurn>, IEntityTypeConfiguration<Proposal>
{
    public void Configure(EntityTypeBuilder<ChatSession> session)
    {
        session.ToTable("chat_sessions");
        session.HasKey(s => s.Id);
        session.HasMany(s => s.Turns).WithOne().HasForeignKey(t => t.SessionId).OnDelete(DeleteBehavior.Cascade);
        session.HasIndex(s => new { s.OwnerId, s.UpdatedAt });
    }

    public void Configure(EntityTypeBuilder<ChatTurn> turn)
    {
        turn.ToTable("chat_messages");
        turn.HasKey(t => t.Id);
        turn.Property(t => t.Role).HasConversion<string>().HasMaxLength(16);
        turn.HasIndex(t => new { t.SessionId, t.Number }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Proposal> proposal)
    {
        proposal.ToTable("proposals");
        proposal.HasKey(p => p.Id);
        proposal.Property(p => p.Tool).HasMaxLength(64);
        proposal.Property(p => p.Summary).HasMaxLength(1000);
        proposal.Property(p => p.Origin).HasMaxLength(16);
        proposal.Property(p => p.Status).HasConversion<string>().HasMaxLength(16).IsConcurrencyToken();
        proposal.Property(p => p.RequestedBy).HasMaxLength(255);
        proposal.Property(p => p.AnsweredBy).HasMaxLength(255);
        proposal.Property(p => p.Result).HasMaxLength(2500);
        proposal.HasIndex(p => p.CreatedAt);
        proposal.HasIndex(p => p.SessionId);
    }
}
