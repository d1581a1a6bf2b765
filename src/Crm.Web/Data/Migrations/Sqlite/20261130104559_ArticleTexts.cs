using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ArticleTexts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "PictureId",
                table: "QuoteLines",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Text",
                table: "QuoteLines",
                type: "TEXT",
                maxLength: 2000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "PictureId",
                table: "Catalogue",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Text_En",
                table: "Catalogue",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Text_Nl",
                table: "Catalogue",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "IX_VatRates_Code_ValidFrom",
                table: "VatRates",
                columns: new[] { "Code", "ValidFrom" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_VatRates_Code_ValidFrom",
                table: "VatRates");

            migrationBuilder.DropColumn(
                name: "PictureId",
                table: "QuoteLines");

            migrationBuilder.DropColumn(
                name: "Text",
                table: "QuoteLines");

            migrationBuilder.DropColumn(
                name: "PictureId",
                table: "Catalogue");

            migrationBuilder.DropColumn(
                name: "Text_En",
                table: "Catalogue");

            migrationBuilder.DropColumn(
                name: "Text_Nl",
                table: "Catalogue");
        }
    }
}
