using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Sqlite
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
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'{\"all\":[]}'");

            migrationBuilder.CreateTable(
                name: "QuoteEdits",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    QuoteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: true),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    From = table.Column<DateTime>(type: "TEXT", nullable: false),
                    To = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Before = table.Column<string>(type: "TEXT", nullable: false)
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
