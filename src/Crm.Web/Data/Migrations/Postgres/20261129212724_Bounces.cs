using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Bounces : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "BouncedAt",
                table: "Mails",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "DelayedAt",
                table: "Mails",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Diagnosis",
                table: "Mails",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "BouncingAddresses",
                columns: table => new
                {
                    Address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    Since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Diagnosis = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BouncingAddresses", x => x.Address);
                });

            migrationBuilder.CreateTable(
                name: "BoxPositions",
                columns: table => new
                {
                    Box = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    UidValidity = table.Column<long>(type: "bigint", nullable: false),
                    LastUid = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BoxPositions", x => x.Box);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Mails_BouncedAt",
                table: "Mails",
                column: "BouncedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BouncingAddresses");

            migrationBuilder.DropTable(
                name: "BoxPositions");

            migrationBuilder.DropIndex(
                name: "IX_Mails_BouncedAt",
                table: "Mails");

            migrationBuilder.DropColumn(
                name: "BouncedAt",
                table: "Mails");

            migrationBuilder.DropColumn(
                name: "DelayedAt",
                table: "Mails");

            migrationBuilder.DropColumn(
                name: "Diagnosis",
                table: "Mails");
        }
    }
}
