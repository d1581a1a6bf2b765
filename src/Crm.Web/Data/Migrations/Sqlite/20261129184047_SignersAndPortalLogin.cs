using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SignersAndPortalLogin : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "SignerOrder",
                table: "SigningLinks",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<Guid>(
                name: "CounterSignerId",
                table: "Quotes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CounterSignerId",
                table: "Envelopes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Turn",
                table: "Envelopes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<bool>(
                name: "MayUsePortal",
                table: "Contacts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "EnvelopeSigners",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    EnvelopeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Order = table.Column<int>(type: "INTEGER", nullable: false),
                    ContactId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Email = table.Column<string>(type: "TEXT", nullable: false),
                    Mobile = table.Column<string>(type: "TEXT", nullable: false),
                    SignedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EnvelopeSigners", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PortalLogins",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AddressHash = table.Column<string>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", nullable: true),
                    HourFrom = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CodesInHour = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PortalLogins", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PortalSessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Address = table.Column<string>(type: "TEXT", nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PortalSessions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "QuoteSigner",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    QuoteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Order = table.Column<int>(type: "INTEGER", nullable: false),
                    ContactId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QuoteSigner", x => x.Id);
                    table.ForeignKey(
                        name: "FK_QuoteSigner_Quotes_QuoteId",
                        column: x => x.QuoteId,
                        principalTable: "Quotes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_EnvelopeSigners_ContactId",
                table: "EnvelopeSigners",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_EnvelopeSigners_EnvelopeId_Order",
                table: "EnvelopeSigners",
                columns: new[] { "EnvelopeId", "Order" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PortalLogins_AddressHash",
                table: "PortalLogins",
                column: "AddressHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PortalLogins_HourFrom",
                table: "PortalLogins",
                column: "HourFrom");

            migrationBuilder.CreateIndex(
                name: "IX_PortalSessions_Address",
                table: "PortalSessions",
                column: "Address");

            migrationBuilder.CreateIndex(
                name: "IX_PortalSessions_ExpiresAt",
                table: "PortalSessions",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_PortalSessions_TokenHash",
                table: "PortalSessions",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_QuoteSigner_ContactId",
                table: "QuoteSigner",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_QuoteSigner_QuoteId",
                table: "QuoteSigner",
                column: "QuoteId");

            // Of every envelope there was one signer.
            migrationBuilder.Sql(
                """
                INSERT INTO "EnvelopeSigners" ("Id", "EnvelopeId", "Order", "ContactId", "Name", "Email", "Mobile", "SignedAt")
                SELECT "Id", "Id", 1, "ContactId", CASE WHEN "SignerName" = '' THEN "ContactName" ELSE "SignerName" END, "Email", "Mobile", CASE WHEN "Status" = 'Signed' THEN "ClosedAt" END FROM "Envelopes"
                """);
            // Said to the database itself: asked of the migration, it makes the whole table anew, outside the transaction.
            migrationBuilder.Sql("""ALTER TABLE "Envelopes" DROP COLUMN "ConsentText" """);
            migrationBuilder.Sql("""ALTER TABLE "Envelopes" DROP COLUMN "SignerFunction" """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "EnvelopeSigners");

            migrationBuilder.DropTable(
                name: "PortalLogins");

            migrationBuilder.DropTable(
                name: "PortalSessions");

            migrationBuilder.DropTable(
                name: "QuoteSigner");

            migrationBuilder.DropColumn(
                name: "SignerOrder",
                table: "SigningLinks");

            migrationBuilder.DropColumn(
                name: "CounterSignerId",
                table: "Quotes");

            migrationBuilder.DropColumn(
                name: "CounterSignerId",
                table: "Envelopes");

            migrationBuilder.DropColumn(
                name: "Turn",
                table: "Envelopes");

            migrationBuilder.DropColumn(
                name: "MayUsePortal",
                table: "Contacts");

            migrationBuilder.AddColumn<string>(
                name: "ConsentText",
                table: "Envelopes",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "SignerFunction",
                table: "Envelopes",
                type: "TEXT",
                nullable: false,
                defaultValue: "");
        }
    }
}
