using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class WordsOfRelations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Relations_OrganisationId",
                table: "Relations");

            migrationBuilder.DropIndex(
                name: "IX_OrganisationKeys_Key_OrganisationId",
                table: "OrganisationKeys");

            migrationBuilder.AlterColumn<string>(
                name: "SearchName",
                table: "Organisations",
                type: "text",
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "text");

            migrationBuilder.AddColumn<bool>(
                name: "IsHidden",
                table: "Organisations",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "SortName",
                table: "OrganisationKeys",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.Sql("""
                UPDATE "Organisations" SET "IsHidden" = TRUE WHERE "Id" IN (SELECT "OrganisationId" FROM "Relations" WHERE "IsArchived");
                UPDATE "OrganisationKeys" SET "SortName" = (SELECT o."SearchName" FROM "Organisations" o WHERE o."Id" = "OrganisationKeys"."OrganisationId") WHERE "Key" LIKE 'word:%';
                UPDATE "OrganisationKeys" SET "Key" = substr('hidden:' || substr("Key", 6), 1, 270)
                WHERE "Key" LIKE 'word:%' AND "OrganisationId" IN (SELECT "Id" FROM "Organisations" WHERE "IsHidden");
                """);

            migrationBuilder.CreateIndex(
                name: "IX_Relations_OrganisationId",
                table: "Relations",
                column: "OrganisationId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OrganisationKeys_Key_OrganisationId_SortName",
                table: "OrganisationKeys",
                columns: new[] { "Key", "OrganisationId", "SortName" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""UPDATE "OrganisationKeys" SET "Key" = 'word:' || substr("Key", 8) WHERE "Key" LIKE 'hidden:%'""");

            migrationBuilder.DropIndex(
                name: "IX_Relations_OrganisationId",
                table: "Relations");

            migrationBuilder.DropIndex(
                name: "IX_OrganisationKeys_Key_OrganisationId_SortName",
                table: "OrganisationKeys");

            migrationBuilder.DropColumn(
                name: "IsHidden",
                table: "Organisations");

            migrationBuilder.DropColumn(
                name: "SortName",
                table: "OrganisationKeys");

            migrationBuilder.AlterColumn<string>(
                name: "SearchName",
                table: "Organisations",
                type: "text",
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text",
                oldCollation: "C");

            migrationBuilder.CreateIndex(
                name: "IX_Relations_OrganisationId",
                table: "Relations",
                column: "OrganisationId");

            migrationBuilder.CreateIndex(
                name: "IX_OrganisationKeys_Key_OrganisationId",
                table: "OrganisationKeys",
                columns: new[] { "Key", "OrganisationId" });
        }
    }
}
