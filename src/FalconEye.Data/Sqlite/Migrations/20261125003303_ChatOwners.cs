using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FalconEye.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ChatOwners : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_chat_sessions_updated_at",
                table: "chat_sessions");

            migrationBuilder.AddColumn<Guid>(
                name: "owner_id",
                table: "chat_sessions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_chat_sessions_owner_id_updated_at",
                table: "chat_sessions",
                columns: new[] { "owner_id", "updated_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_chat_sessions_owner_id_updated_at",
                table: "chat_sessions");

            migrationBuilder.DropColumn(
                name: "owner_id",
                table: "chat_sessions");

            migrationBuilder.CreateIndex(
                name: "IX_chat_sessions_updated_at",
                table: "chat_sessions",
                column: "updated_at");
        }
    }
}
