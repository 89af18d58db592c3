using FalconEye.Data.Postgres;
using Npgsql;

namespace FalconEye.Data.Tests;

public sealed class PostgresAddressTests
{
    [Fact]
    public void User_password_and_database_may_be_percent_encoded()
    {
        var text = PostgresAddress.ToConnectionString("postgresql://us%40er:p%40ss%2Fw%25rd@db.local:6432/fal%20con?sslmode=verify-full", out var problem);

        var connection = new NpgsqlConnectionStringBuilder(text);
        Assert.Null(problem);
        Assert.Equal(("db.local", 6432, "fal con"), (connection.Host, connection.Port, connection.Database));
        Assert.Equal(("us@er", "p@ss/w%rd"), (connection.Username, connection.Password));
        Assert.Equal(SslMode.VerifyFull, connection.SslMode);
    }

    [Theory]
    [InlineData("postgres://h/db")]
    [InlineData("postgresql+asyncpg://u:p@h/db")]
    public void Common_connection_string_formats_are_accepted(string address) => Assert.NotNull(PostgresAddress.ToConnectionString(address, out _));

    [Theory]
    [InlineData("mysql://u:hush@h/db", "postgresql://")]
    [InlineData("postgresql://u:hush@h/", "database")]
    [InlineData("postgresql://u:hush@h/db?sslmode=maybe", "sslmode")]
    [InlineData("postgresql://u:hush@h/db?colour=red", "colour")]
    [InlineData("no address at all", "postgresql://")]
    public void An_invalid_address_is_reported_without_the_password(string address, string part)
    {
        Assert.Null(PostgresAddress.ToConnectionString(address, out var problem));
        Assert.Contains(part, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", problem, StringComparison.Ordinal);
    }
}
