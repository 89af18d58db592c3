using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FalconEye.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class TotpSteps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "last_totp_step",
                table: "users",
                type: "bigint",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "last_totp_step",
                table: "users");
        }
    }
}
