using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class QuotesExpiringIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Quotes_Status_ValidUntil",
                table: "Quotes");

            migrationBuilder.CreateIndex(
                name: "IX_Quotes_Status_ValidUntil_ForecastId_NetAmount",
                table: "Quotes",
                columns: new[] { "Status", "ValidUntil", "ForecastId", "NetAmount" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Quotes_Status_ValidUntil_ForecastId_NetAmount",
                table: "Quotes");

            migrationBuilder.CreateIndex(
                name: "IX_Quotes_Status_ValidUntil",
                table: "Quotes",
                columns: new[] { "Status", "ValidUntil" });
        }
    }
}
