using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FalconEye.Data.Postgres;

/// <summary>Lets <c>dotnet ef</c> write migrations without a database.</summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresFalconEyeContext>
{
    public PostgresFalconEyeContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresFalconEyeContext>().UseNpgsql("Host=design-time").Options);
}
