using System.Text.Json;
using FalconEye.Data.Cameras;
using FalconEye.Data.Recordings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FalconEye.Data;

/// <summary>The database, whichever it is. Each provider has a context of its own below this one, since migrations belong to one provider.</summary>
public abstract class FalconEyeContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>The cameras.</summary>
    public DbSet<Camera> Cameras => Set<Camera>();

    /// <summary>The recordings.</summary>
    public DbSet<Recording> Recordings => Set<Recording>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new CameraMapping());
        modelBuilder.ApplyConfiguration(new RecordingMapping());
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
