using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FalconEye.Data.Sqlite;

/// <summary>Lets <c>dotnet ef</c> write migrations without a database.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteFalconEyeContext>
{
    public SqliteFalconEyeContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteFalconEyeContext>().UseSqlite("Data Source=design-time.db").Options);
}
