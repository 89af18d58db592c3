using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FalconEye.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Identity : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "codes_locked_until",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "wrong_codes",
                table: "users",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "ends_at",
                table: "sessions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "requested_by",
                table: "proposals",
                type: "character varying(255)",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "requested_by_id",
                table: "proposals",
                type: "uuid",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "name",
                table: "chat_sessions",
                type: "text",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(255)",
                oldMaxLength: 255,
                oldNullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "created_by_id",
                table: "cameras",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "installation",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    set_up_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_installation", x => x.id);
                });

            // A server that has users was set up: setup must not open again.
            migrationBuilder.Sql("INSERT INTO installation (id, set_up_at) SELECT 1, MIN(created_at) FROM users HAVING COUNT(*) > 0");

            // The cameras of an administrator were no limit; now only those without one are administrators of everything.
            migrationBuilder.Sql("UPDATE users SET camera_ids = NULL WHERE role = 'Administrator'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "installation");

            migrationBuilder.DropColumn(
                name: "codes_locked_until",
                table: "users");

            migrationBuilder.DropColumn(
                name: "wrong_codes",
                table: "users");

            migrationBuilder.DropColumn(
                name: "ends_at",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "requested_by",
                table: "proposals");

            migrationBuilder.DropColumn(
                name: "requested_by_id",
                table: "proposals");

            migrationBuilder.DropColumn(
                name: "created_by_id",
                table: "cameras");

            migrationBuilder.AlterColumn<string>(
                name: "name",
                table: "chat_sessions",
                type: "character varying(255)",
                maxLength: 255,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true);
        }
    }
}
