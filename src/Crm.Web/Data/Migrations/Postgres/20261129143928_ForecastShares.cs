using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ForecastShares : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Shared",
                table: "ForecastStates",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Shared",
                table: "Forecasts",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "ForecastShares",
                columns: table => new
                {
                    FiguresId = table.Column<Guid>(type: "uuid", nullable: false),
                    EmployeeId = table.Column<Guid>(type: "uuid", nullable: false),
                    Percent = table.Column<int>(type: "integer", nullable: false),
                    ExpectedAmount = table.Column<long>(type: "bigint", nullable: false),
                    WeightedAmount = table.Column<long>(type: "bigint", nullable: false),
                    OrderAmount = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ForecastShares", x => new { x.FiguresId, x.EmployeeId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_ForecastShares_EmployeeId",
                table: "ForecastShares",
                column: "EmployeeId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ForecastShares");

            migrationBuilder.DropColumn(
                name: "Shared",
                table: "ForecastStates");

            migrationBuilder.DropColumn(
                name: "Shared",
                table: "Forecasts");
        }
    }
}
