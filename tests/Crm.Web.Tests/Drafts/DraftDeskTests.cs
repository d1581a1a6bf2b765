using Microsoft.Extensions.DependencyInjection;

namespace Crm.Drafts;

public sealed class DraftDeskTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_draft_belongs_to_one_person_and_one_form_and_is_gone_when_discarded(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var desk = server.Services.GetRequiredService<DraftDesk>();
        var (sanne, bas) = (Guid.NewGuid(), Guid.NewGuid());
        await desk.SaveAsync(sanne, "relations/new", """{"name":"Het"}""", Cancel);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await desk.SaveAsync(sanne, "relations/new", """{"name":"Het Anker"}""", Cancel);
        await desk.SaveAsync(bas, "relations/new", """{"name":"Oosterhof"}""", Cancel);

        Assert.Equal(new DraftDesk.Kept("""{"name":"Het Anker"}""", server.Clock.GetUtcNow().UtcDateTime), await desk.FindAsync(sanne, "relations/new", Cancel));
        Assert.Null(await desk.FindAsync(sanne, "forecasts/new", Cancel));
        await desk.DiscardAsync(sanne, "relations/new", Cancel);
        Assert.Null(await desk.FindAsync(sanne, "relations/new", Cancel));
        Assert.NotNull(await desk.FindAsync(bas, "relations/new", Cancel));
    }
}
