using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class QuoteFigures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "DiscountAmount",
                table: "Quotes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "OpenedAt",
                table: "Quotes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.Sql("""
                UPDATE "Quotes" SET "OpenedAt" = (
                    SELECT MIN(step."At") FROM "Envelopes" AS envelope JOIN "SigningEvents" AS step ON step."EnvelopeId" = envelope."Id"
                    WHERE envelope."QuoteId" = "Quotes"."Id" AND step."Kind" = 'opened')
                """);

            migrationBuilder.CreateIndex(
                name: "IX_Quotes_DiscountAmount",
                table: "Quotes",
                column: "DiscountAmount",
                filter: "\"DiscountAmount\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Quotes_DiscountAmount",
                table: "Quotes");

            migrationBuilder.DropColumn(
                name: "DiscountAmount",
                table: "Quotes");

            migrationBuilder.DropColumn(
                name: "OpenedAt",
                table: "Quotes");
        }
    }
}
