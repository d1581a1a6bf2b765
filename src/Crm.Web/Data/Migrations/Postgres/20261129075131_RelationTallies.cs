using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Postgres
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
                    ResponsibleId = table.Column<Guid>(type: "uuid", nullable: false),
                    IsArchived = table.Column<bool>(type: "boolean", nullable: false),
                    IsBlocked = table.Column<bool>(type: "boolean", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelationTallies", x => new { x.ResponsibleId, x.IsArchived, x.IsBlocked });
                });

            // Once per statement, and in one order, so that two who change many do not wait for each other.
            migrationBuilder.Sql(
                """
                INSERT INTO "RelationTallies" ("ResponsibleId", "IsArchived", "IsBlocked", "Number")
                SELECT COALESCE("ResponsibleId", '00000000-0000-0000-0000-000000000000'), "IsArchived", "IsBlocked", COUNT(*) FROM "Relations" GROUP BY 1, 2, 3;

                CREATE FUNCTION "RelationTallies_Added"() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO "RelationTallies" AS tally ("ResponsibleId", "IsArchived", "IsBlocked", "Number")
                    SELECT COALESCE("ResponsibleId", '00000000-0000-0000-0000-000000000000'), "IsArchived", "IsBlocked", COUNT(*) FROM added GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                    ON CONFLICT ("ResponsibleId", "IsArchived", "IsBlocked") DO UPDATE SET "Number" = tally."Number" + EXCLUDED."Number";
                    RETURN NULL;
                END $$;

                CREATE FUNCTION "RelationTallies_Removed"() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO "RelationTallies" AS tally ("ResponsibleId", "IsArchived", "IsBlocked", "Number")
                    SELECT COALESCE("ResponsibleId", '00000000-0000-0000-0000-000000000000'), "IsArchived", "IsBlocked", -COUNT(*) FROM removed GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                    ON CONFLICT ("ResponsibleId", "IsArchived", "IsBlocked") DO UPDATE SET "Number" = tally."Number" + EXCLUDED."Number";
                    RETURN NULL;
                END $$;

                CREATE FUNCTION "RelationTallies_Changed"() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO "RelationTallies" AS tally ("ResponsibleId", "IsArchived", "IsBlocked", "Number")
                    SELECT COALESCE("ResponsibleId", '00000000-0000-0000-0000-000000000000'), "IsArchived", "IsBlocked", SUM(by)
                    FROM (SELECT "ResponsibleId", "IsArchived", "IsBlocked", 1 AS by FROM added UNION ALL SELECT "ResponsibleId", "IsArchived", "IsBlocked", -1 FROM removed) AS changed
                    GROUP BY 1, 2, 3 HAVING SUM(by) <> 0 ORDER BY 1, 2, 3
                    ON CONFLICT ("ResponsibleId", "IsArchived", "IsBlocked") DO UPDATE SET "Number" = tally."Number" + EXCLUDED."Number";
                    RETURN NULL;
                END $$;

                CREATE TRIGGER "RelationTallies_Added" AFTER INSERT ON "Relations" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "RelationTallies_Added"();
                CREATE TRIGGER "RelationTallies_Removed" AFTER DELETE ON "Relations" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "RelationTallies_Removed"();
                CREATE TRIGGER "RelationTallies_Changed" AFTER UPDATE ON "Relations" REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "RelationTallies_Changed"();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP TRIGGER "RelationTallies_Added" ON "Relations"; DROP TRIGGER "RelationTallies_Removed" ON "Relations"; DROP TRIGGER "RelationTallies_Changed" ON "Relations";
                DROP FUNCTION "RelationTallies_Added"(); DROP FUNCTION "RelationTallies_Removed"(); DROP FUNCTION "RelationTallies_Changed"();
                """);

            migrationBuilder.DropTable(
                name: "RelationTallies");
        }
    }
}
