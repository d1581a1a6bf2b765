using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Sqlite
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "OfferedAt",
                table: "WorkflowDefinitions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OfferedBy",
                table: "WorkflowDefinitions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "SentBack",
                table: "WorkflowDefinitions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "SentBackBy",
                table: "WorkflowDefinitions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Sight",
                table: "Users",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "All");

            migrationBuilder.AddColumn<int>(
                name: "HouseVersion",
                table: "Quotes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "TemplateVersion",
                table: "Quotes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Choice",
                table: "QuoteLines",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "DaysPushed",
                table: "Forecasts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "FiguresSince",
                table: "Forecasts",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<int>(
                name: "TimesPushed",
                table: "Forecasts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "NeedsSignOff",
                table: "Companies",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "ForecastStates",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ForecastId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ResponsibleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    GroupId = table.Column<Guid>(type: "TEXT", nullable: true),
                    SourceId = table.Column<Guid>(type: "TEXT", nullable: true),
                    CampaignId = table.Column<Guid>(type: "TEXT", nullable: true),
                    StatusId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StatusSince = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Chance = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpectedAmount = table.Column<long>(type: "INTEGER", nullable: false),
                    WeightedAmount = table.Column<long>(type: "INTEGER", nullable: false),
                    StartDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ExpectedDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    TimesPushed = table.Column<int>(type: "INTEGER", nullable: false),
                    DaysPushed = table.Column<int>(type: "INTEGER", nullable: false),
                    Result = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OrderAmount = table.Column<long>(type: "INTEGER", nullable: true),
                    ClosedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    LossReasonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    LostToId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ForecastStates", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TemplateVersions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    SavedBy = table.Column<string>(type: "TEXT", nullable: false),
                    SavedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PublishedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FileHash = table.Column<string>(type: "TEXT", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
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
