using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FalconEye.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class InitialSchema : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "cameras",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    slug = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    protocol = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    location = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    source_url = table.Column<string>(type: "TEXT", maxLength: 2048, nullable: true),
                    device_path = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    node_name = table.Column<string>(type: "TEXT", maxLength: 253, nullable: true),
                    source_identity = table.Column<string>(type: "TEXT", maxLength: 2400, nullable: false),
                    resolution = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    framerate = table.Column<int>(type: "INTEGER", nullable: false),
                    metadata = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    last_error = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    wanted_running = table.Column<bool>(type: "INTEGER", nullable: false),
                    wanted_recording = table.Column<bool>(type: "INTEGER", nullable: false),
                    start_requested_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cameras", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "recordings",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    camera_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    camera_name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    file_path = table.Column<string>(type: "TEXT", maxLength: 4096, nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    start_time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    end_time = table.Column<DateTime>(type: "TEXT", nullable: true),
                    duration_seconds = table.Column<double>(type: "REAL", nullable: true),
                    file_size_bytes = table.Column<long>(type: "INTEGER", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    node_name = table.Column<string>(type: "TEXT", maxLength: 253, nullable: true),
                    error_message = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    camera_deleted = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recordings", x => x.id);
                    table.ForeignKey(
                        name: "FK_recordings_cameras_camera_id",
                        column: x => x.camera_id,
                        principalTable: "cameras",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateIndex(
                name: "IX_cameras_created_at",
                table: "cameras",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_cameras_slug",
                table: "cameras",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_cameras_source_identity",
                table: "cameras",
                column: "source_identity",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_recordings_camera_id_start_time",
                table: "recordings",
                columns: new[] { "camera_id", "start_time" });

            migrationBuilder.CreateIndex(
                name: "IX_recordings_start_time",
                table: "recordings",
                column: "start_time");

            migrationBuilder.CreateIndex(
                name: "IX_recordings_status",
                table: "recordings",
                column: "status");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "recordings");

            migrationBuilder.DropTable(
                name: "cameras");
        }
    }
}
