using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class NamesAndKeysOfDuplicates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "OtherNames",
                table: "Organisations",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            // The keys that duplicates are found by are others now; the sweep gives them to each organisation that it looks at.
            migrationBuilder.Sql("UPDATE \"Organisations\" SET \"IsSwept\" = FALSE");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "OtherNames",
                table: "Organisations");
        }
    }
}
