using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Sqlite
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "DelayedAt",
                table: "Mails",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Diagnosis",
                table: "Mails",
                type: "TEXT",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "BouncingAddresses",
                columns: table => new
                {
                    Address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Diagnosis = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BouncingAddresses", x => x.Address);
                });

            migrationBuilder.CreateTable(
                name: "BoxPositions",
                columns: table => new
                {
                    Box = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    UidValidity = table.Column<long>(type: "INTEGER", nullable: false),
                    LastUid = table.Column<long>(type: "INTEGER", nullable: false)
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
