using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CataloguePrices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Parts",
                table: "Catalogue",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'{\"all\":[]}'");

            migrationBuilder.AddColumn<string>(
                name: "Prices",
                table: "Catalogue",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'{\"all\":[]}'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Parts",
                table: "Catalogue");

            migrationBuilder.DropColumn(
                name: "Prices",
                table: "Catalogue");
        }
    }
}
