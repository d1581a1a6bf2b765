using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class TemplatesSignOffAndPastFigures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "ChangedById",
                table: "WorkflowDefinitions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "OfferedAt",
                table: "WorkflowDefinitions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OfferedBy",
                table: "WorkflowDefinitions",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "SentBack",
                table: "WorkflowDefinitions",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "SentBackBy",
                table: "WorkflowDefinitions",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Sight",
                table: "Users",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "All");

            migrationBuilder.AddColumn<int>(
                name: "HouseVersion",
                table: "Quotes",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "TemplateVersion",
                table: "Quotes",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Choice",
                table: "QuoteLines",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

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

            migrationBuilder.AddColumn<bool>(
                name: "NeedsSignOff",
                table: "Companies",
                type: "boolean",
                nullable: false,
                defaultValue: false);

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

            migrationBuilder.CreateTable(
                name: "TemplateVersions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Content = table.Column<string>(type: "text", nullable: false),
                    Note = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    SavedBy = table.Column<string>(type: "text", nullable: false),
                    SavedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    PublishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    FileHash = table.Column<string>(type: "text", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TemplateVersions", x => x.Id);
                });

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

            migrationBuilder.CreateIndex(
                name: "IX_TemplateVersions_Key_Version",
                table: "TemplateVersions",
                columns: new[] { "Key", "Version" },
                unique: true);

            // What was reviewed or sent before templates had versions was made with the ones that come with the product.
            migrationBuilder.Sql("""UPDATE "Quotes" SET "TemplateVersion" = 1, "HouseVersion" = 1 WHERE "Status" <> 'Draft'""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ForecastStates");

            migrationBuilder.DropTable(
                name: "TemplateVersions");

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

            migrationBuilder.DropColumn(
                name: "ChangedById",
                table: "WorkflowDefinitions");

            migrationBuilder.DropColumn(
                name: "OfferedAt",
                table: "WorkflowDefinitions");

            migrationBuilder.DropColumn(
                name: "OfferedBy",
                table: "WorkflowDefinitions");

            migrationBuilder.DropColumn(
                name: "SentBack",
                table: "WorkflowDefinitions");

            migrationBuilder.DropColumn(
                name: "SentBackBy",
                table: "WorkflowDefinitions");

            migrationBuilder.DropColumn(
                name: "Sight",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "HouseVersion",
                table: "Quotes");

            migrationBuilder.DropColumn(
                name: "TemplateVersion",
                table: "Quotes");

            migrationBuilder.DropColumn(
                name: "Choice",
                table: "QuoteLines");

            migrationBuilder.DropColumn(
                name: "DaysPushed",
                table: "Forecasts");

            migrationBuilder.DropColumn(
                name: "FiguresSince",
                table: "Forecasts");

            migrationBuilder.DropColumn(
                name: "TimesPushed",
                table: "Forecasts");

            migrationBuilder.DropColumn(
                name: "NeedsSignOff",
                table: "Companies");
        }
    }
}
