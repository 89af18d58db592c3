using Npgsql;

namespace FalconEye.Data.Postgres;

/// <summary>Reads <c>postgresql://user:pass@host:port/db?sslmode=require</c>, as libpq and the Python system write it.</summary>
public static class PostgresAddress
{
    /// <summary>The connection string for Npgsql.</summary>
    /// <param name="address">
    /// The address; user, password and database may be percent-encoded. <c>postgresql+asyncpg://</c> is taken too.
    /// </param>
    /// <param name="problem">What is wrong, without the password, when the result is <see langword="null"/>.</param>
    public static string? ToConnectionString(string address, out string? problem)
    {
        problem = null;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme.Split('+')[0] is not ("postgresql" or "postgres"))
        {
            problem = "it must look like postgresql://user:password@host:5432/database";
            return null;
        }

        var database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/'));
        if (uri.Host.Length == 0 || database.Length == 0)
        {
            problem = "it must name a host and a database";
            return null;
        }

        var credentials = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : NpgsqlConnection.DefaultPort,
            Database = database,
            Username = Uri.UnescapeDataString(credentials[0]) is { Length: > 0 } user ? user : null,
            Password = credentials.Length > 1 ? Uri.UnescapeDataString(credentials[1]) : null,
        };
        problem = ApplyQuery(builder, uri.Query);
        return problem is null ? builder.ConnectionString : null;
    }

    /// <summary>The connection string for Npgsql, from single parts.</summary>
    public static string ToConnectionString(string host, int port, string database, string user, string? password) =>
        new NpgsqlConnectionStringBuilder { Host = host, Port = port, Database = database, Username = user, Password = password }.ConnectionString;

    /// <summary>The port in a connection string for Npgsql. Here, so that a server with SQLite never loads Npgsql.</summary>
    public static int PortOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Port;

    private static string? ApplyQuery(NpgsqlConnectionStringBuilder builder, string query)
    {
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var (key, value) = (parts[0].ToLowerInvariant(), Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : ""));
            switch (key)
            {
                case "sslmode" or "ssl":
                    if (!Enum.TryParse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode))
                    {
                        return $"sslmode \"{value}\" is unknown; use disable, allow, prefer, require, verify-ca or verify-full";
                    }

                    builder.SslMode = mode;
                    break;
                case "sslrootcert":
                    builder.RootCertificate = value;
                    break;
                default:
                    return $"the parameter \"{key}\" is unknown; sslmode and sslrootcert are";
            }
        }

        return null;
    }
}
