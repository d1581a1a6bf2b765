using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RegisterChecks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "RegisterChecks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CheckedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    IsKnown = table.Column<bool>(type: "boolean", nullable: false),
                    Told = table.Column<string>(type: "text", nullable: false),
                    Left = table.Column<string>(type: "text", nullable: false),
                    Open = table.Column<int>(type: "integer", nullable: false),
                    ClaimedUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegisterChecks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RegisterUse",
                columns: table => new
                {
                    Month = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    Searches = table.Column<int>(type: "integer", nullable: false),
                    Companies = table.Column<int>(type: "integer", nullable: false),
                    Branches = table.Column<int>(type: "integer", nullable: false),
                    Names = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegisterUse", x => x.Month);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RegisterChecks_CheckedAt",
                table: "RegisterChecks",
                column: "CheckedAt");

            migrationBuilder.CreateIndex(
                name: "IX_RegisterChecks_Open",
                table: "RegisterChecks",
                column: "Id",
                filter: "\"Open\" > 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RegisterChecks");

            migrationBuilder.DropTable(
                name: "RegisterUse");
        }
    }
}
