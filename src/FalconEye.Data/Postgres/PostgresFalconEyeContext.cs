using Microsoft.EntityFrameworkCore;

namespace FalconEye.Data.Postgres;

/// <summary>The database of a cluster.</summary>
public sealed class PostgresFalconEyeContext(DbContextOptions<PostgresFalconEyeContext> options) : FalconEyeContext(options);
