using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MergesAndImports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsSwept",
                table: "Organisations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsRetired",
                table: "EntryProfiles",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "DuplicatePairs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    FirstId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SecondId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Verdict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Evidence = table.Column<string>(type: "TEXT", nullable: false),
                    FoundAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DismissedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DismissedBy = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DuplicatePairs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ImportProfiles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Fields = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportProfiles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Imports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Columns = table.Column<string>(type: "TEXT", nullable: false),
                    Fields = table.Column<string>(type: "TEXT", nullable: false),
                    OnDuplicate = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Rows = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: false),
                    ByName = table.Column<string>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Imports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Merges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SourceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TargetId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SourceName = table.Column<string>(type: "TEXT", nullable: false),
                    TargetName = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: true),
                    ByName = table.Column<string>(type: "TEXT", nullable: false),
                    Door = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    UndoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    UndoneBy = table.Column<string>(type: "TEXT", nullable: false),
                    Memory = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Merges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ImportRows",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ImportId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Line = table.Column<int>(type: "INTEGER", nullable: false),
                    Cells = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Remarks = table.Column<string>(type: "TEXT", nullable: false),
                    RelationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ContactId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportRows", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ImportRows_Imports_ImportId",
                        column: x => x.ImportId,
                        principalTable: "Imports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MergeTraces",
                columns: table => new
                {
                    MergeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RecordId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MergeTraces", x => new { x.MergeId, x.RecordId });
                    table.ForeignKey(
                        name: "FK_MergeTraces_Merges_MergeId",
                        column: x => x.MergeId,
                        principalTable: "Merges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Tasks_RelationId",
                table: "Tasks",
                column: "RelationId");

            migrationBuilder.CreateIndex(
                name: "IX_Submissions_ChosenRelationId",
                table: "Submissions",
                column: "ChosenRelationId");

            migrationBuilder.CreateIndex(
                name: "IX_Submissions_ContactId",
                table: "Submissions",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_Submissions_RelationId",
                table: "Submissions",
                column: "RelationId");

            migrationBuilder.CreateIndex(
                name: "IX_Organisations_IsSwept",
                table: "Organisations",
                column: "IsSwept",
                filter: "NOT \"IsSwept\"");

            migrationBuilder.CreateIndex(
                name: "IX_Organisations_PartOfId",
                table: "Organisations",
                column: "PartOfId");

            migrationBuilder.CreateIndex(
                name: "IX_Mails_RelationId",
                table: "Mails",
                column: "RelationId");

            migrationBuilder.CreateIndex(
                name: "IX_Envelopes_ContactId",
                table: "Envelopes",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_Mobile",
                table: "Contacts",
                column: "Mobile");

            migrationBuilder.CreateIndex(
                name: "IX_CampaignMembers_ContactId",
                table: "CampaignMembers",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_DuplicatePairs_DismissedAt_FoundAt",
                table: "DuplicatePairs",
                columns: new[] { "DismissedAt", "FoundAt" });

            migrationBuilder.CreateIndex(
                name: "IX_DuplicatePairs_FirstId_SecondId",
                table: "DuplicatePairs",
                columns: new[] { "FirstId", "SecondId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DuplicatePairs_SecondId",
                table: "DuplicatePairs",
                column: "SecondId");

            migrationBuilder.CreateIndex(
                name: "IX_ImportProfiles_Name",
                table: "ImportProfiles",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ImportRows_ContactId",
                table: "ImportRows",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_ImportRows_ImportId_Line",
                table: "ImportRows",
                columns: new[] { "ImportId", "Line" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ImportRows_ImportId_State_Line",
                table: "ImportRows",
                columns: new[] { "ImportId", "State", "Line" });

            migrationBuilder.CreateIndex(
                name: "IX_ImportRows_RelationId",
                table: "ImportRows",
                column: "RelationId");

            migrationBuilder.CreateIndex(
                name: "IX_Imports_Number",
                table: "Imports",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Imports_Status",
                table: "Imports",
                column: "Status");

            migrationBuilder.CreateIndex(
                name: "IX_Merges_Number",
                table: "Merges",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Merges_SourceId",
                table: "Merges",
                column: "SourceId");

            migrationBuilder.CreateIndex(
                name: "IX_Merges_TargetId",
                table: "Merges",
                column: "TargetId");

            migrationBuilder.CreateIndex(
                name: "IX_MergeTraces_RecordId",
                table: "MergeTraces",
                column: "RecordId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DuplicatePairs");

            migrationBuilder.DropTable(
                name: "ImportProfiles");

            migrationBuilder.DropTable(
                name: "ImportRows");

            migrationBuilder.DropTable(
                name: "MergeTraces");

            migrationBuilder.DropTable(
                name: "Imports");

            migrationBuilder.DropTable(
                name: "Merges");

            migrationBuilder.DropIndex(
                name: "IX_Tasks_RelationId",
                table: "Tasks");

            migrationBuilder.DropIndex(
                name: "IX_Submissions_ChosenRelationId",
                table: "Submissions");

            migrationBuilder.DropIndex(
                name: "IX_Submissions_ContactId",
                table: "Submissions");

            migrationBuilder.DropIndex(
                name: "IX_Submissions_RelationId",
                table: "Submissions");

            migrationBuilder.DropIndex(
                name: "IX_Organisations_IsSwept",
                table: "Organisations");

            migrationBuilder.DropIndex(
                name: "IX_Organisations_PartOfId",
                table: "Organisations");

            migrationBuilder.DropIndex(
                name: "IX_Mails_RelationId",
                table: "Mails");

            migrationBuilder.DropIndex(
                name: "IX_Envelopes_ContactId",
                table: "Envelopes");

            migrationBuilder.DropIndex(
                name: "IX_Contacts_Mobile",
                table: "Contacts");

            migrationBuilder.DropIndex(
                name: "IX_CampaignMembers_ContactId",
                table: "CampaignMembers");

            migrationBuilder.DropColumn(
                name: "IsSwept",
                table: "Organisations");

            migrationBuilder.DropColumn(
                name: "IsRetired",
                table: "EntryProfiles");
        }
    }
}
