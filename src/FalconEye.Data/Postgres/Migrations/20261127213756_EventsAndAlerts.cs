using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace FalconEye.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class EventsAndAlerts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_events_camera_id_time",
                table: "events");

            migrationBuilder.DropIndex(
                name: "IX_events_time",
                table: "events");

            migrationBuilder.AddColumn<DateTime>(
                name: "end_time",
                table: "events",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "has_picture",
                table: "events",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_open",
                table: "events",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "label",
                table: "events",
                type: "character varying(253)",
                maxLength: 253,
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "score",
                table: "events",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "zone",
                table: "events",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "motion",
                table: "cameras",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "alert_channels",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    settings = table.Column<string>(type: "text", nullable: false),
                    is_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_channels", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "alert_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    is_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    definition = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "alert_settings",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    mode = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    last_event_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_settings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "event_pictures",
                columns: table => new
                {
                    event_id = table.Column<long>(type: "bigint", nullable: false),
                    jpeg = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_pictures", x => x.event_id);
                    table.ForeignKey(
                        name: "FK_event_pictures_events_event_id",
                        column: x => x.event_id,
                        principalTable: "events",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "alert_deliveries",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    key = table.Column<Guid>(type: "uuid", nullable: false),
                    alert_id = table.Column<Guid>(type: "uuid", nullable: true),
                    channel_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    phase = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    camera_id = table.Column<Guid>(type: "uuid", nullable: true),
                    event_id = table.Column<long>(type: "bigint", nullable: true),
                    message = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    error = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "FK_alert_deliveries_alert_channels_channel_id",
                        column: x => x.channel_id,
                        principalTable: "alert_channels",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "alerts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule_id = table.Column<Guid>(type: "uuid", nullable: false),
                    event_id = table.Column<long>(type: "bigint", nullable: false),
                    camera_id = table.Column<Guid>(type: "uuid", nullable: true),
                    raised_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alerts", x => x.id);
                    table.ForeignKey(
                        name: "FK_alerts_alert_rules_rule_id",
                        column: x => x.rule_id,
                        principalTable: "alert_rules",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_events_camera_id_kind_time_id",
                table: "events",
                columns: new[] { "camera_id", "kind", "time", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_events_camera_id_time_id",
                table: "events",
                columns: new[] { "camera_id", "time", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_events_kind_time_id",
                table: "events",
                columns: new[] { "kind", "time", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_events_time_id",
                table: "events",
                columns: new[] { "time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_events_open",
                table: "events",
                column: "kind",
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "IX_alert_deliveries_alert_id_channel_id_phase",
                table: "alert_deliveries",
                columns: new[] { "alert_id", "channel_id", "phase" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_alert_deliveries_channel_id",
                table: "alert_deliveries",
                column: "channel_id");

            migrationBuilder.CreateIndex(
                name: "IX_alert_deliveries_created_at",
                table: "alert_deliveries",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_alert_deliveries_key",
                table: "alert_deliveries",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_alert_deliveries_state_next_attempt_at",
                table: "alert_deliveries",
                columns: new[] { "state", "next_attempt_at" });

            migrationBuilder.CreateIndex(
                name: "IX_alerts_ended_at",
                table: "alerts",
                column: "ended_at");

            migrationBuilder.CreateIndex(
                name: "IX_alerts_rule_id_camera_id_raised_at",
                table: "alerts",
                columns: new[] { "rule_id", "camera_id", "raised_at" });

            migrationBuilder.CreateIndex(
                name: "IX_alerts_rule_id_event_id",
                table: "alerts",
                columns: new[] { "rule_id", "event_id" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alert_deliveries");

            migrationBuilder.DropTable(
                name: "alert_settings");

            migrationBuilder.DropTable(
                name: "alerts");

            migrationBuilder.DropTable(
                name: "event_pictures");

            migrationBuilder.DropTable(
                name: "alert_channels");

            migrationBuilder.DropTable(
                name: "alert_rules");

            migrationBuilder.DropIndex(
                name: "IX_events_camera_id_kind_time_id",
                table: "events");

            migrationBuilder.DropIndex(
                name: "IX_events_camera_id_time_id",
                table: "events");

            migrationBuilder.DropIndex(
                name: "IX_events_kind_time_id",
                table: "events");

            migrationBuilder.DropIndex(
                name: "IX_events_time_id",
                table: "events");

            migrationBuilder.DropIndex(
                name: "ix_events_open",
                table: "events");

            migrationBuilder.DropColumn(
                name: "end_time",
                table: "events");

            migrationBuilder.DropColumn(
                name: "has_picture",
                table: "events");

            migrationBuilder.DropColumn(
                name: "is_open",
                table: "events");

            migrationBuilder.DropColumn(
                name: "label",
                table: "events");

            migrationBuilder.DropColumn(
                name: "score",
                table: "events");

            migrationBuilder.DropColumn(
                name: "zone",
                table: "events");

            migrationBuilder.DropColumn(
                name: "motion",
                table: "cameras");

            migrationBuilder.CreateIndex(
                name: "IX_events_camera_id_time",
                table: "events",
                columns: new[] { "camera_id", "time" });

            migrationBuilder.CreateIndex(
                name: "IX_events_time",
                table: "events",
                column: "time");
        }
    }
}
