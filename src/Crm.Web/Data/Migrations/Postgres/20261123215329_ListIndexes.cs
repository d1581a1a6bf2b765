using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ListIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Relations_CreatedAt_Id",
                table: "Relations",
                columns: new[] { "CreatedAt", "Id" },
                filter: "NOT \"IsArchived\"");

            migrationBuilder.CreateIndex(
                name: "IX_Relations_IsArchived",
                table: "Relations",
                column: "IsArchived",
                filter: "\"IsArchived\"");

            migrationBuilder.CreateIndex(
                name: "IX_Relations_IsBlocked",
                table: "Relations",
                column: "IsBlocked",
                filter: "\"IsBlocked\"");

            migrationBuilder.CreateIndex(
                name: "IX_ContactMoments_At_Id",
                table: "ContactMoments",
                columns: new[] { "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ContactMoments_Planned",
                table: "ContactMoments",
                columns: new[] { "At", "Id" },
                filter: "\"IsPlanned\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Relations_CreatedAt_Id",
                table: "Relations");

            migrationBuilder.DropIndex(
                name: "IX_Relations_IsArchived",
                table: "Relations");

            migrationBuilder.DropIndex(
                name: "IX_Relations_IsBlocked",
                table: "Relations");

            migrationBuilder.DropIndex(
                name: "IX_ContactMoments_At_Id",
                table: "ContactMoments");

            migrationBuilder.DropIndex(
                name: "IX_ContactMoments_Planned",
                table: "ContactMoments");
        }
    }
}
