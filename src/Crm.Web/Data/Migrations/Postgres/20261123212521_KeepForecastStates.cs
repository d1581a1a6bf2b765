using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class KeepForecastStates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Sight",
                table: "Users",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "All");

            migrationBuilder.AddColumn<int>(
                name: "DaysPushed",
                table: "Forecasts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "FiguresSince",
                table: "Forecasts",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<int>(
                name: "TimesPushed",
                table: "Forecasts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "ForecastStates",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ForecastId = table.Column<Guid>(type: "uuid", nullable: false),
                    Since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ResponsibleId = table.Column<Guid>(type: "uuid", nullable: false),
                    GroupId = table.Column<Guid>(type: "uuid", nullable: true),
                    SourceId = table.Column<Guid>(type: "uuid", nullable: true),
                    CampaignId = table.Column<Guid>(type: "uuid", nullable: true),
                    StatusId = table.Column<Guid>(type: "uuid", nullable: false),
                    StatusSince = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Chance = table.Column<long>(type: "bigint", nullable: false),
                    ExpectedAmount = table.Column<long>(type: "bigint", nullable: false),
                    WeightedAmount = table.Column<long>(type: "bigint", nullable: false),
                    StartDate = table.Column<DateOnly>(type: "date", nullable: false),
                    ExpectedDate = table.Column<DateOnly>(type: "date", nullable: false),
                    TimesPushed = table.Column<int>(type: "integer", nullable: false),
                    DaysPushed = table.Column<int>(type: "integer", nullable: false),
                    Result = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    OrderAmount = table.Column<long>(type: "bigint", nullable: true),
                    ClosedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    LossReasonId = table.Column<Guid>(type: "uuid", nullable: true),
                    LostToId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ForecastStates", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ForecastStates_ForecastId_Until",
                table: "ForecastStates",
                columns: new[] { "ForecastId", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_ForecastStates_StatusSince_ForecastId_StatusId",
                table: "ForecastStates",
                columns: new[] { "StatusSince", "ForecastId", "StatusId" });

            migrationBuilder.CreateIndex(
                name: "IX_ForecastStates_Until_Since",
                table: "ForecastStates",
                columns: new[] { "Until", "Since" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ForecastStates");

            migrationBuilder.DropColumn(
                name: "Sight",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "DaysPushed",
                table: "Forecasts");

            migrationBuilder.DropColumn(
                name: "FiguresSince",
                table: "Forecasts");

            migrationBuilder.DropColumn(
                name: "TimesPushed",
                table: "Forecasts");
        }
    }
}
