using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RelationTallies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "RelationTallies",
                columns: table => new
                {
                    ResponsibleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    IsArchived = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsBlocked = table.Column<bool>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelationTallies", x => new { x.ResponsibleId, x.IsArchived, x.IsBlocked });
                });

            migrationBuilder.Sql(
                """
                INSERT INTO "RelationTallies" ("ResponsibleId", "IsArchived", "IsBlocked", "Number")
                SELECT COALESCE("ResponsibleId", '00000000-0000-0000-0000-000000000000'), "IsArchived", "IsBlocked", COUNT(*) FROM "Relations" GROUP BY 1, 2, 3;

                CREATE TRIGGER "RelationTallies_Added" AFTER INSERT ON "Relations" BEGIN
                    INSERT INTO "RelationTallies" ("ResponsibleId", "IsArchived", "IsBlocked", "Number")
                    VALUES (COALESCE(NEW."ResponsibleId", '00000000-0000-0000-0000-000000000000'), NEW."IsArchived", NEW."IsBlocked", 1)
                    ON CONFLICT DO UPDATE SET "Number" = "Number" + 1;
                END;

                CREATE TRIGGER "RelationTallies_Removed" AFTER DELETE ON "Relations" BEGIN
                    UPDATE "RelationTallies" SET "Number" = "Number" - 1
                    WHERE "ResponsibleId" = COALESCE(OLD."ResponsibleId", '00000000-0000-0000-0000-000000000000') AND "IsArchived" = OLD."IsArchived" AND "IsBlocked" = OLD."IsBlocked";
                END;

                CREATE TRIGGER "RelationTallies_Changed" AFTER UPDATE OF "ResponsibleId", "IsArchived", "IsBlocked" ON "Relations"
                WHEN OLD."ResponsibleId" IS NOT NEW."ResponsibleId" OR OLD."IsArchived" <> NEW."IsArchived" OR OLD."IsBlocked" <> NEW."IsBlocked" BEGIN
                    UPDATE "RelationTallies" SET "Number" = "Number" - 1
                    WHERE "ResponsibleId" = COALESCE(OLD."ResponsibleId", '00000000-0000-0000-0000-000000000000') AND "IsArchived" = OLD."IsArchived" AND "IsBlocked" = OLD."IsBlocked";
                    INSERT INTO "RelationTallies" ("ResponsibleId", "IsArchived", "IsBlocked", "Number")
                    VALUES (COALESCE(NEW."ResponsibleId", '00000000-0000-0000-0000-000000000000'), NEW."IsArchived", NEW."IsBlocked", 1)
                    ON CONFLICT DO UPDATE SET "Number" = "Number" + 1;
                END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TRIGGER "RelationTallies_Added"; DROP TRIGGER "RelationTallies_Removed"; DROP TRIGGER "RelationTallies_Changed";""");

            migrationBuilder.DropTable(
                name: "RelationTallies");
        }
    }
}
