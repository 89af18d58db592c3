using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FalconEye.Data.Postgres.Migrations
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
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "version",
                table: "cameras",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTime>(
                name: "recording_requested_at",
                table: "cameras",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.RenameColumn(
                name: "wanted_running",
                table: "cameras",
                newName: "desired_running");

            migrationBuilder.AddColumn<string>(
                name: "desired_recording",
                table: "cameras",
                type: "character varying(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: "Off");

            migrationBuilder.Sql("UPDATE cameras SET desired_recording = 'Always' WHERE wanted_recording");

            migrationBuilder.DropColumn(
                name: "wanted_recording",
                table: "cameras");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "wanted_recording",
                table: "cameras",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.Sql("UPDATE cameras SET wanted_recording = (desired_recording <> 'Off')");

            migrationBuilder.DropColumn(
                name: "desired_recording",
                table: "cameras");

            migrationBuilder.RenameColumn(
                name: "desired_running",
                table: "cameras",
                newName: "wanted_running");

            migrationBuilder.DropColumn(
                name: "recording_requested_at",
                table: "cameras");

            migrationBuilder.DropColumn(
                name: "version",
                table: "cameras");

            migrationBuilder.DropColumn(
                name: "version",
                table: "recordings");
        }
    }
}
