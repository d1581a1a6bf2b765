using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class BigValuesDuplicateKeysAndCustomFields : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Custom",
                table: "Relations",
                type: "text",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "Custom",
                table: "Persons",
                type: "text",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "Custom",
                table: "Organisations",
                type: "text",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "OtherNames",
                table: "Organisations",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Custom",
                table: "Forecasts",
                type: "text",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.CreateTable(
                name: "CustomFields",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Record = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Name_Nl = table.Column<string>(type: "text", nullable: false),
                    Name_En = table.Column<string>(type: "text", nullable: false),
                    Type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Choices = table.Column<string>(type: "text", nullable: false),
                    Order = table.Column<int>(type: "integer", nullable: false),
                    IsPrivate = table.Column<bool>(type: "boolean", nullable: false),
                    IsArchived = table.Column<bool>(type: "boolean", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CustomFields", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CustomKeys",
                columns: table => new
                {
                    RecordId = table.Column<Guid>(type: "uuid", nullable: false),
                    Field = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Text = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    Number = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CustomKeys", x => new { x.RecordId, x.Field });
                });

            migrationBuilder.CreateTable(
                name: "WorkflowValues",
                columns: table => new
                {
                    InstanceId = table.Column<string>(type: "text", nullable: false),
                    Hash = table.Column<string>(type: "text", nullable: false),
                    Json = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkflowValues", x => new { x.InstanceId, x.Hash });
                    table.ForeignKey(
                        name: "FK_WorkflowValues_WorkflowInstances_InstanceId",
                        column: x => x.InstanceId,
                        principalTable: "WorkflowInstances",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CustomFields_Key",
                table: "CustomFields",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CustomKeys_Field_Number_RecordId",
                table: "CustomKeys",
                columns: new[] { "Field", "Number", "RecordId" });

            migrationBuilder.CreateIndex(
                name: "IX_CustomKeys_Field_Text_RecordId",
                table: "CustomKeys",
                columns: new[] { "Field", "Text", "RecordId" });

            // The keys that duplicates are found by are others now; the sweep gives them to each organisation that it looks at.
            migrationBuilder.Sql("UPDATE \"Organisations\" SET \"IsSwept\" = FALSE");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CustomFields");

            migrationBuilder.DropTable(
                name: "CustomKeys");

            migrationBuilder.DropTable(
                name: "WorkflowValues");

            migrationBuilder.DropColumn(
                name: "Custom",
                table: "Relations");

            migrationBuilder.DropColumn(
                name: "Custom",
                table: "Persons");

            migrationBuilder.DropColumn(
                name: "Custom",
                table: "Organisations");

            migrationBuilder.DropColumn(
                name: "OtherNames",
                table: "Organisations");

            migrationBuilder.DropColumn(
                name: "Custom",
                table: "Forecasts");
        }
    }
}
