using Microsoft.EntityFrameworkCore;

namespace Crm.Data;

public sealed class MigrationTests
{
    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_migrations_make_exactly_the_tables_that_the_classes_describe(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        Assert.False(await server.Database.ReadAsync(db => Task.FromResult(db.Database.HasPendingModelChanges()), TestContext.Current.CancellationToken), "Run ./crm migration NAME.");
    }

    [Fact]
    public async Task A_server_started_again_on_its_own_database_finds_everything_as_it_was()
    {
        await using var data = new TestFolder();
        string[] settings = ["--data", data.Path, "--demo", "people"];
        await using (var first = await CrmServer.StartAsync(settings))
            Assert.Equal(7, await first.Database.ReadAsync(db => db.Users.CountAsync(), TestContext.Current.CancellationToken));
        await using var again = await CrmServer.StartAsync(settings);
        Assert.Equal(7, await again.Database.ReadAsync(db => db.Users.CountAsync(), TestContext.Current.CancellationToken));
    }
}
