using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FalconEye.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Retention : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "deletion_reason",
                table: "recordings",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_protected",
                table: "recordings",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "note",
                table: "recordings",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "keep_days",
                table: "cameras",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "max_gb",
                table: "cameras",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "recording_schedule",
                table: "cameras",
                type: "TEXT",
                maxLength: 8000,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_recordings_deletion_reason",
                table: "recordings",
                column: "deletion_reason",
                filter: "deletion_reason IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_recordings_is_protected_start_time",
                table: "recordings",
                columns: new[] { "is_protected", "start_time" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_recordings_deletion_reason",
                table: "recordings");

            migrationBuilder.DropIndex(
                name: "IX_recordings_is_protected_start_time",
                table: "recordings");

            migrationBuilder.DropColumn(
                name: "deletion_reason",
                table: "recordings");

            migrationBuilder.DropColumn(
                name: "is_protected",
                table: "recordings");

            migrationBuilder.DropColumn(
                name: "note",
                table: "recordings");

            migrationBuilder.DropColumn(
                name: "keep_days",
                table: "cameras");

            migrationBuilder.DropColumn(
                name: "max_gb",
                table: "cameras");

            migrationBuilder.DropColumn(
                name: "recording_schedule",
                table: "cameras");
        }
    }
}
