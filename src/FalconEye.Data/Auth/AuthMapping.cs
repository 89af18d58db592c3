using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FalconEye.Data.Auth;

/// <summary>How users, their sessions and tokens are stored. Of ASP.NET Core Identity's columns only those that are used.</summary>
internal sealed class AuthMapping :
    IEntityTypeConfiguration<User>,
    IEntityTypeConfiguration<IdentityUserClaim<Guid>>,
    IEntityTypeConfiguration<IdentityUserLogin<Guid>>,
    IEntityTypeConfiguration<IdentityUserToken<Guid>>,
    IEntityTypeConfiguration<Session>,
    IEntityTypeConfiguration<ApiToken>,
    IEntityTypeConfiguration<Installation>
{
    private static readonly ValueConverter<IReadOnlyList<Guid>?, string?> CameraList = new(
        ids => ids == null ? null : JsonSerializer.Serialize(ids, JsonSerializerOptions.Default),
        text => text == null ? null : JsonSerializer.Deserialize<List<Guid>>(text, JsonSerializerOptions.Default));

    private static readonly ValueComparer<IReadOnlyList<Guid>?> SameCameras = new(
        (one, other) => one == other || (one != null && other != null && one.SequenceEqual(other)),
        ids => ids == null ? 0 : ids.Aggregate(0, HashCode.Combine));

    public void Configure(EntityTypeBuilder<User> user)
    {
        user.ToTable("users");
        user.HasKey(u => u.Id);
        user.Property(u => u.UserName).HasMaxLength(64);
        user.Property(u => u.NormalizedUserName).HasMaxLength(64);
        user.Property(u => u.ConcurrencyStamp).IsConcurrencyToken();
        user.Property(u => u.Role).HasConversion<string>().HasMaxLength(16);
        user.Property(u => u.CameraIds).HasConversion(CameraList, SameCameras);

        // Identity stores every column of the user that it loaded: a counter that it read earlier must not come back.
        user.Property(u => u.WrongCodes).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        user.Property(u => u.CodesLockedUntil).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        user.Ignore(u => u.Email).Ignore(u => u.NormalizedEmail).Ignore(u => u.EmailConfirmed);
        user.Ignore(u => u.PhoneNumber).Ignore(u => u.PhoneNumberConfirmed);
        user.Ignore(u => u.LockoutEnd).Ignore(u => u.LockoutEnabled).Ignore(u => u.AccessFailedCount);
        user.HasIndex(u => u.NormalizedUserName).IsUnique();
    }

    public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> claim)
    {
        claim.ToTable("user_claims");
        BelongsToUser(claim, c => c.UserId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> login)
    {
        login.ToTable("user_logins");
        login.HasKey(l => new { l.LoginProvider, l.ProviderKey });
        BelongsToUser(login, l => l.UserId);
    }

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> token)
    {
        token.ToTable("user_tokens");
        token.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
        BelongsToUser(token, t => t.UserId);
    }

    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.ToTable("sessions");
        session.HasKey(s => s.Id);
        session.Property(s => s.KeyHash).HasMaxLength(64);
        session.Property(s => s.Address).HasMaxLength(64);
        session.Property(s => s.Client).HasMaxLength(256);
        session.HasIndex(s => s.KeyHash).IsUnique();
        session.HasIndex(s => s.ExpiresAt);
        BelongsToUser(session, s => s.UserId);
    }

    public void Configure(EntityTypeBuilder<ApiToken> token)
    {
        token.ToTable("api_tokens");
        token.HasKey(t => t.Id);
        token.Property(t => t.Name).HasMaxLength(64);
        token.Property(t => t.TokenHash).HasMaxLength(64);
        token.Property(t => t.Role).HasConversion<string>().HasMaxLength(16);
        token.Property(t => t.CameraIds).HasConversion(CameraList, SameCameras);
        token.HasIndex(t => t.TokenHash).IsUnique();
        BelongsToUser(token, t => t.UserId);
    }

    public void Configure(EntityTypeBuilder<Installation> installation)
    {
        installation.ToTable("installation");
        installation.HasKey(i => i.Id);
        installation.Property(i => i.Id).ValueGeneratedNever();
    }

    private static void BelongsToUser<T>(EntityTypeBuilder<T> entity, System.Linq.Expressions.Expression<Func<T, object?>> userId)
        where T : class =>
        entity.HasOne<User>().WithMany().HasForeignKey(userId).OnDelete(DeleteBehavior.Cascade);
}
