using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SignOff : Migration
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

            migrationBuilder.AddColumn<bool>(
                name: "NeedsSignOff",
                table: "Companies",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
                name: "NeedsSignOff",
                table: "Companies");
        }
    }
}
