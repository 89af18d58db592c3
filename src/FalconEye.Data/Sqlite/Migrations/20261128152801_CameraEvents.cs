using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FalconEye.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class CameraEvents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "takes_events",
                table: "cameras",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "camera_subscriptions",
                columns: table => new
                {
                    camera_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_event_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    problem = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_camera_subscriptions", x => x.camera_id);
                    table.ForeignKey(
                        name: "FK_camera_subscriptions_cameras_camera_id",
                        column: x => x.camera_id,
                        principalTable: "cameras",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "camera_subscriptions");

            migrationBuilder.DropColumn(
                name: "takes_events",
                table: "cameras");
        }
    }
}
