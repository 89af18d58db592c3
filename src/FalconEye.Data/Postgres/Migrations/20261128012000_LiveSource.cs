using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FalconEye.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class LiveSource : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "live_source_url",
                table: "cameras",
                type: "character varying(4096)",
                maxLength: 4096,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "live_source_url",
                table: "cameras");
        }
    }
}
