using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class QuoteBlocksAndEdits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Blocks",
                table: "Quotes",
                type: "text",
                nullable: false,
                defaultValueSql: "'{\"all\":[]}'");

            migrationBuilder.CreateTable(
                name: "QuoteEdits",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    QuoteId = table.Column<Guid>(type: "uuid", nullable: false),
                    ById = table.Column<Guid>(type: "uuid", nullable: true),
                    By = table.Column<string>(type: "text", nullable: false),
                    From = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    To = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Before = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QuoteEdits", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_Portal",
                table: "Contacts",
                column: "Email",
                filter: "\"MayUsePortal\"");

            migrationBuilder.CreateIndex(
                name: "IX_QuoteEdits_QuoteId_From",
                table: "QuoteEdits",
                columns: new[] { "QuoteId", "From" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "QuoteEdits");

            migrationBuilder.DropIndex(
                name: "IX_Contacts_Portal",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "Blocks",
                table: "Quotes");
        }
    }
}
