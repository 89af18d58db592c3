using Microsoft.EntityFrameworkCore;

namespace FalconEye.Data.Sqlite;

/// <summary>The database of one machine: a file in the data directory.</summary>
public sealed class SqliteFalconEyeContext(DbContextOptions<SqliteFalconEyeContext> options) : FalconEyeContext(options);
