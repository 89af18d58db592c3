using System.Text.Json;
using FalconEye.Data.Alerts;
using FalconEye.Data.Auth;
using FalconEye.Data.Cameras;
using FalconEye.Data.Chat;
using FalconEye.Data.Events;
using FalconEye.Data.Nodes;
using FalconEye.Data.Recordings;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;

namespace FalconEye.Data;

/// <summary>
/// The database, whichever it is. Each provider has a context of its own below this one, since migrations belong to one provider.
/// </summary>
public abstract class FalconEyeContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>The cameras.</summary>
    public DbSet<Camera> Cameras => Set<Camera>();

    /// <summary>How the subscriptions to cameras' own events fare.</summary>
    public DbSet<CameraSubscription> CameraSubscriptions => Set<CameraSubscription>();

    /// <summary>The recordings.</summary>
    public DbSet<Recording> Recordings => Set<Recording>();

    /// <summary>The event log.</summary>
    public DbSet<LoggedEvent> Events => Set<LoggedEvent>();

    /// <summary>The pictures of events.</summary>
    public DbSet<EventPicture> EventPictures => Set<EventPicture>();

    /// <summary>The destinations of alerts.</summary>
    public DbSet<AlertChannel> AlertChannels => Set<AlertChannel>();

    /// <summary>Which events are sent to which channels.</summary>
    public DbSet<AlertRule> AlertRules => Set<AlertRule>();

    /// <summary>Which rules applied to which events.</summary>
    public DbSet<Alert> Alerts => Set<Alert>();

    /// <summary>What is to be sent, and what became of it.</summary>
    public DbSet<AlertDelivery> AlertDeliveries => Set<AlertDelivery>();

    /// <summary>What concerns all rules.</summary>
    public DbSet<AlertSettings> AlertSettings => Set<AlertSettings>();

    /// <summary>The browsers that get alerts by Web Push.</summary>
    public DbSet<PushDevice> PushDevices => Set<PushDevice>();

    /// <summary>The key by which push services know this server.</summary>
    public DbSet<PushKey> PushKeys => Set<PushKey>();

    /// <summary>The conversations with the assistant.</summary>
    public DbSet<ChatSession> ChatSessions => Set<ChatSession>();

    /// <summary>What was said in them.</summary>
    public DbSet<ChatTurn> ChatTurns => Set<ChatTurn>();

    /// <summary>What the assistant wishes to change.</summary>
    public DbSet<Proposal> Proposals => Set<Proposal>();

    /// <summary>The users who may log in.</summary>
    public DbSet<User> Users => Set<User>();

    /// <summary>Sessions of users.</summary>
    public DbSet<Session> Sessions => Set<Session>();

    /// <summary>The tokens of programs.</summary>
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    /// <summary>That the server was set up.</summary>
    public DbSet<Installation> Installations => Set<Installation>();

    /// <summary>The host keys of nodes that are looked at over SSH.</summary>
    public DbSet<SshHostKey> SshHostKeys => Set<SshHostKey>();

    /// <summary>What encrypts columns; <see langword="null"/> without an application around, as when migrations are written.</summary>
    internal ISecretProtector? Secrets { get; } =
        options.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider?.GetService<ISecretProtector>();

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        IncrementVersions();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        IncrementVersions();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <summary>From the version that was read: a save that failed and is tried again counts once.</summary>
    private void IncrementVersions()
    {
        foreach (var entry in ChangeTracker.Entries<IVersioned>().Where(entry => entry.State == EntityState.Modified))
        {
            var version = entry.Property(nameof(IVersioned.Version));
            version.CurrentValue = (long)version.OriginalValue! + 1;
        }
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new CameraMapping());
        modelBuilder.ApplyConfiguration(new CameraSubscriptionMapping());
        modelBuilder.ApplyConfiguration(new RecordingMapping());
        modelBuilder.ApplyConfiguration(new LoggedEventMapping());
        modelBuilder.ApplyConfiguration(new EventPictureMapping());
        var alerts = new AlertMapping();
        modelBuilder.ApplyConfiguration<AlertChannel>(alerts);
        modelBuilder.ApplyConfiguration<AlertRule>(alerts);
        modelBuilder.ApplyConfiguration<Alert>(alerts);
        modelBuilder.ApplyConfiguration<AlertDelivery>(alerts);
        modelBuilder.ApplyConfiguration<AlertSettings>(alerts);
        var push = new PushMapping();
        modelBuilder.ApplyConfiguration<PushDevice>(push);
        modelBuilder.ApplyConfiguration<PushKey>(push);
        var chat = new ChatMapping();
        modelBuilder.ApplyConfiguration<ChatSession>(chat);
        modelBuilder.ApplyConfiguration<ChatTurn>(chat);
        modelBuilder.ApplyConfiguration<Proposal>(chat);
        var auth = new AuthMapping();
        modelBuilder.ApplyConfiguration<User>(auth);
        modelBuilder.ApplyConfiguration<IdentityUserClaim<Guid>>(auth);
        modelBuilder.ApplyConfiguration<IdentityUserLogin<Guid>>(auth);
        modelBuilder.ApplyConfiguration<IdentityUserToken<Guid>>(auth);
        modelBuilder.ApplyConfiguration<Session>(auth);
        modelBuilder.ApplyConfiguration<ApiToken>(auth);
        modelBuilder.ApplyConfiguration<Installation>(auth);
        modelBuilder.ApplyConfiguration(new SshHostKeyMapping());
        if (Secrets is { } secrets)
        {
            modelBuilder.Entity<Camera>().Property(camera => camera.SourceUrl).HasConversion(new SecretConverter(secrets));
            modelBuilder.Entity<Camera>().Property(camera => camera.LiveSourceUrl).HasConversion(new SecretConverter(secrets));
            modelBuilder.Entity<AlertChannel>().Property(channel => channel.Settings).HasConversion(new SecretTextConverter(secrets, "{}"));
            modelBuilder.Entity<PushDevice>().Property(device => device.Subscription)
                .HasConversion(new SecretTextConverter(secrets, PushDevice.Unreadable));
            modelBuilder.Entity<PushKey>().Property(key => key.PrivateKey).HasConversion(new SecretTextConverter(secrets, PushKey.Unreadable));
            modelBuilder.Entity<IdentityUserToken<Guid>>().Property(token => token.Value).HasConversion(new SecretConverter(secrets));

            // Users type cameras' passwords into the chat, and the assistant repeats them.
            modelBuilder.Entity<ChatSession>().Property(session => session.Name).HasConversion(new SecretConverter(secrets));
            modelBuilder.Entity<ChatTurn>().Property(turn => turn.Content).HasConversion(new SecretTextConverter(secrets, ""));
            modelBuilder.Entity<ChatTurn>().Property(turn => turn.Transcript).HasConversion(new SecretTextConverter(secrets, ChatTurn.NoTranscript));
            modelBuilder.Entity<Proposal>().Property(proposal => proposal.Arguments)
                .HasConversion(new SecretTextConverter(secrets, Proposal.NoArguments));
        }

        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }

    /// <summary>SQLite gives times back without a kind; here every time is UTC.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        time => time.ToUniversalTime(),
        time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
