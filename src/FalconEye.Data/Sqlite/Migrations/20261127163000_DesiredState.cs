using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FalconEye.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class DesiredState : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "version",
                table: "recordings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "version",
                table: "cameras",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTime>(
                name: "recording_requested_at",
                table: "cameras",
                type: "TEXT",
                nullable: true);

            migrationBuilder.RenameColumn(
                name: "wanted_running",
                table: "cameras",
                newName: "desired_running");

            migrationBuilder.AddColumn<string>(
                name: "desired_recording",
                table: "cameras",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "Off");

            migrationBuilder.Sql("UPDATE cameras SET desired_recording = 'Always' WHERE wanted_recording");

            // Not DropColumn, which copies the whole table, outside of a transaction (https://learn.microsoft.com/ef/core/providers/sqlite/limitations).
            migrationBuilder.Sql("ALTER TABLE cameras DROP COLUMN wanted_recording");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "wanted_recording",
                table: "cameras",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.Sql("UPDATE cameras SET wanted_recording = (desired_recording <> 'Off')");

            migrationBuilder.Sql("ALTER TABLE cameras DROP COLUMN desired_recording");

            migrationBuilder.RenameColumn(
                name: "desired_running",
                table: "cameras",
                newName: "wanted_running");

            migrationBuilder.Sql("ALTER TABLE cameras DROP COLUMN recording_requested_at");

            migrationBuilder.Sql("ALTER TABLE cameras DROP COLUMN version");

            migrationBuilder.Sql("ALTER TABLE recordings DROP COLUMN version");
        }
    }
}
