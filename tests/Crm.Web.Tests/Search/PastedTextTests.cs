using System.Net;

namespace Crm.Search;

/// <summary>A whole text that is pasted where a word was expected.</summary>
public sealed class PastedTextTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Every_search_answers_it(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        using var sanne = await server.SignInAsync("sanne");
        var (words, parts) = (string.Join('+', Enumerable.Range(0, 900)), string.Join('-', Enumerable.Range(0, 900)));
        foreach (var address in new[] { "/api/search?text=", "/api/relations?search=", "/api/forecasts?whose=All&search=", "/api/quotes?text=", "/api/projects?search=" })
        {
            Assert.Equal(HttpStatusCode.OK, (await sanne.GetAsync(address + words, Stop)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await sanne.GetAsync(address + parts, Stop)).StatusCode);
        }
    }
}
