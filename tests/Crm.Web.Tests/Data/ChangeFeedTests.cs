using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Data;

public sealed class ChangeFeedTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_page_hears_of_its_record_after_the_commit_and_of_nothing_else(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var feed = server.Services.GetRequiredService<ChangeFeed>();
        var departments = await server.Database.ReadAsync(db => db.Departments.ToListAsync(Cancel), Cancel);
        var (mine, other) = (departments[0].Id, departments[1].Id);
        var heard = 0;
        using var listening = feed.Listen([ChangeFeed.Topic(mine)], () => heard++);

        await RenameAsync(server, other, "Elders");
        Assert.Equal(0, heard);
        await RenameAsync(server, mine, "Hier");
        Assert.Equal(1, heard);
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.Database.WriteAsync(async db =>
        {
            (await db.Departments.SingleAsync(one => one.Id == mine, Cancel)).Name = "Niet bewaard";
            await db.SaveChangesAsync(Cancel);
            throw new InvalidOperationException("after saving, before the commit");
        }, Cancel));
        Assert.Equal(1, heard);
    }

    [Fact]
    public async Task A_page_hears_of_what_belongs_to_its_record_and_of_whole_tables()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var feed = server.Services.GetRequiredService<ChangeFeed>();
        var department = await server.Database.ReadAsync(db => db.Departments.FirstAsync(one => one.Name == "Verkoop Zuid", Cancel), Cancel);
        List<string> heard = [];
        using var ofDepartment = feed.Listen([ChangeFeed.Topic(department.Id)], () => heard.Add("department"));
        using var ofUsers = feed.Listen([ChangeFeed.Topic<User>()], () => heard.Add("users"));
        await server.Database.WriteAsync(async db => (await db.Users.FirstAsync(user => user.DepartmentId == department.Id, Cancel)).Theme = "dark", Cancel);
        Assert.Equal(["department", "users"], heard.Order());
    }

    static async Task RenameAsync(CrmServer server, Guid id, string name) =>
        await server.Database.WriteAsync(async db => (await db.Departments.SingleAsync(one => one.Id == id, Cancel)).Name = name, Cancel);
}
