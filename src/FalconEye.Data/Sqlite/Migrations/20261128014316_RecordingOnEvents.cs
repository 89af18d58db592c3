using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FalconEye.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class RecordingOnEvents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "event_count",
                table: "recordings",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "keep_event_days",
                table: "cameras",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "recording_events",
                table: "cameras",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_recordings_uncounted",
                table: "recordings",
                column: "end_time",
                filter: "event_count IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_recordings_uncounted",
                table: "recordings");

            migrationBuilder.DropColumn(
                name: "event_count",
                table: "recordings");

            migrationBuilder.DropColumn(
                name: "keep_event_days",
                table: "cameras");

            migrationBuilder.DropColumn(
                name: "recording_events",
                table: "cameras");
        }
    }
}
