using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FalconEye.Data.Nodes;

/// <summary>How the nodes' host keys are stored.</summary>
internal sealed class SshHostKeyMapping : IEntityTypeConfiguration<SshHostKey>
{
    public void Configure(EntityTypeBuilder<SshHostKey> pinned)
    {
        pinned.ToTable("ssh_host_keys");
        pinned.HasKey(p => p.Host);
        pinned.Property(p => p.Host).HasMaxLength(300);
        pinned.Property(p => p.Type).HasMaxLength(64);
        pinned.Property(p => p.Key).HasMaxLength(4096);
    }
}
