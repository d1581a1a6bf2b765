using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Crm.Data.Migrations.Sqlite
{
    /// <summary>A branch is found by its own number from now on.</summary>
    public partial class KeysOfBranches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """INSERT INTO "OrganisationKeys" ("OrganisationId", "Key") SELECT "Id", 'branch:' || "BranchNumber" FROM "Organisations" WHERE "BranchNumber" IS NOT NULL""");

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""DELETE FROM "OrganisationKeys" WHERE "Key" LIKE 'branch:%'""");
    }
}
