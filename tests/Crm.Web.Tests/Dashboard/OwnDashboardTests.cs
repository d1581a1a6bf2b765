using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Crm.Dashboard.Figures;
using Crm.Dashboard.Own;
using Crm.Data;
using Crm.Language;
using Crm.Users;
using Crm.Views;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Dashboard;

public sealed partial class OwnDashboardTests
{
    const string Own = "/api/dashboard/own";
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Panels_stand_in_the_order_that_their_owner_gives_them_with_the_view_they_were_picked_with(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await server.SignInAsync("sanne");
        var id = await MakeAsync(sanne, "Van mij");
        var ages = await PutAsync(sanne, id, "open", "ages", "?by=number&months=7-9&nonsense=<script>");
        var months = await PutAsync(sanne, id, "scored", "months", "");
        var scored = await PutAsync(sanne, id, "", "figures.scored", "?year=2025");
        Assert.Equal([ages, months, scored], (await ReadAsync(sanne, id)).Panels.Select(panel => panel.Id));
        Assert.Equal("?months=7-9&by=number", (await ReadAsync(sanne, id)).Panels[0].Query);

        (await sanne.PutAsJsonAsync($"{Own}/{id}/panels/{scored}/place", new { place = 0 }, Stop)).EnsureSuccessStatusCode();
        (await sanne.DeleteAsync($"{Own}/{id}/panels/{ages}", Stop)).EnsureSuccessStatusCode();
        Assert.Equal([scored, months], (await ReadAsync(sanne, id)).Panels.Select(panel => panel.Id));
        (await sanne.PostAsJsonAsync($"{Own}/{id}/panels", new { tab = "open", name = "ages", query = "", at = 1 }, Stop)).EnsureSuccessStatusCode();
        Assert.Equal(["figures.scored", "ages", "months"], (await ReadAsync(sanne, id)).Panels.Select(panel => panel.Name));

        Assert.Equal(HttpStatusCode.BadRequest, (await sanne.PostAsJsonAsync($"{Own}/{id}/panels", new { tab = "open", name = "months" }, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await sanne.DeleteAsync($"{Own}/{id}/panels/{ages}", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await sanne.PostAsJsonAsync(Own, new { name = " " }, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync(Own, Stop)).StatusCode);
        for (var more = 3; more < OwnDashboard.MostPanels; more++)
            await PutAsync(sanne, id, "", "attention", "");
        Assert.Equal(HttpStatusCode.BadRequest, (await sanne.PostAsJsonAsync($"{Own}/{id}/panels", new { tab = "", name = "attention" }, Stop)).StatusCode);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Whom_it_is_shared_with_may_look_and_only_its_owner_changes_it(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (colleague, stranger) = await server.Database.ReadAsync(async db =>
        {
            var department = await db.Users.Where(u => u.Email!.StartsWith("sanne")).Select(u => u.DepartmentId).SingleAsync(Stop);
            return (await NameAsync(db.Users.Where(u => u.DepartmentId == department && !u.Email!.StartsWith("sanne"))), await NameAsync(db.Users.Where(u => u.DepartmentId != department)));
        }, Stop);
        var (sanne, near, far) = (await server.SignInAsync("sanne"), await server.SignInAsync(colleague), await server.SignInAsync(stranger));
        var id = await MakeAsync(sanne, "Ons werk");
        foreach (var (audience, seesNear, seesFar) in new[] { (ViewAudience.Mine, false, false), (ViewAudience.Team, true, false), (ViewAudience.Shared, true, true) })
        {
            (await sanne.PutAsJsonAsync($"{Own}/{id}", new { name = "Ons werk", audience = audience.ToString() }, Stop)).EnsureSuccessStatusCode();
            foreach (var (reader, sees) in new[] { (near, seesNear), (far, seesFar) })
            {
                Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await reader.GetAsync($"{Own}/{id}", Stop)).StatusCode);
                Assert.Equal(sees, (await reader.GetFromJsonAsync<List<OwnDashboardRow>>(Own, Json, Stop))!.Any(row => row.Id == id && !row.IsMine));
                var refused = sees ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound;
                Assert.Equal(refused, (await reader.PutAsJsonAsync($"{Own}/{id}", new { name = "Van mij nu" }, Stop)).StatusCode);
                Assert.Equal(refused, (await reader.PostAsJsonAsync($"{Own}/{id}/panels", new { tab = "open", name = "ages" }, Stop)).StatusCode);
                Assert.Equal(refused, (await reader.DeleteAsync($"{Own}/{id}", Stop)).StatusCode);
            }
        }
        (await sanne.DeleteAsync($"{Own}/{id}", Stop)).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.NotFound, (await near.GetAsync($"{Own}/{id}", Stop)).StatusCode);
    }

    [Fact]
    public async Task Each_panel_of_each_tab_can_be_picked_and_is_drawn_by_itself_with_what_its_viewer_may_see()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        var thijs = await server.Database.ReadAsync(db => db.Users.SingleAsync(u => u.Email!.StartsWith("thijs"), Stop), Stop);
        Actor all = new(thijs.Id, thijs.Name, Door.Page, [Roles.Sales]), own = all with { Sight = Sight.Own };
        var view = new DashboardView(2026);
        foreach (var tab in DashboardView.Tabs)
        {
            var names = DashboardPanels.All.Where(panel => panel.Tab == tab).Select(panel => panel.Name).ToList();
            var whole = await DrawAsync(server, new(tab, view, PickAsync: (_, _) => Task.CompletedTask), all);
            Assert.True(names.Count == PickButton().Count(whole), $"{tab} offers {PickButton().Count(whole)} panels of {names.Count}.");
            foreach (var name in names)
            {
                var alone = await DrawAsync(server, new(tab, view, name), all);
                Assert.True(PanelStart().Count(alone) == 1 && KpiStart().Count(alone) == (name.Contains('.') ? 1 : 0), $"{tab} {name} is drawn as {PanelStart().Count(alone)} panels.");
                Assert.True(Why().Count(alone) > 0, $"Nothing tells what {tab} {name} means.");
            }
        }
        using var reading = new ReadingAs("nl");
        foreach (var reader in new[] { all, own })
        {
            var open = (await server.Services.GetRequiredService<DashboardQueries>().OpenAsync(view, reader, Stop)).Total.Text(Measure.Amount);
            Assert.Contains(open, WebUtility.HtmlDecode(await DrawAsync(server, new("open", view, "figures.open"), reader)), StringComparison.Ordinal);
        }
    }

    static async Task<string> DrawAsync(CrmServer server, Picking picking, Actor reader)
    {
        await using var scope = server.Services.CreateAsyncScope();
        ((IHostEnvironmentNavigationManager)scope.ServiceProvider.GetRequiredService<NavigationManager>()).Initialize("http://localhost/", "http://localhost/dashboard/own");
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, server.Services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<CascadingValue<Picking>>(ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(CascadingValue<Picking>.Value)] = picking,
            [nameof(CascadingValue<Picking>.ChildContent)] = (RenderFragment)(builder =>
            {
                builder.OpenComponent<TabFigures>(0);
                builder.AddAttribute(1, nameof(TabFigures.View), picking.View);
                builder.AddAttribute(2, nameof(TabFigures.Tab), picking.Tab);
                builder.AddAttribute(3, nameof(TabFigures.Reader), reader);
                builder.CloseComponent();
            }),
        }))).ToHtmlString());
    }

    static async Task<string> NameAsync(IQueryable<User> some) => (await some.Where(u => u.IsActive).OrderBy(u => u.Email).Select(u => u.Email!).FirstAsync(Stop)).Split('@')[0];

    static async Task<Guid> MakeAsync(HttpClient client, string name) => await IdAsync(await client.PostAsJsonAsync(Own, new { name }, Stop));

    static async Task<Guid> PutAsync(HttpClient client, Guid id, string tab, string name, string query) => await IdAsync(await client.PostAsJsonAsync($"{Own}/{id}/panels", new { tab, name, query }, Stop));

    static async Task<Guid> IdAsync(HttpResponseMessage answer) => (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Made>(Stop))!.Id;

    static async Task<OwnDashboardWhole> ReadAsync(HttpClient client, Guid id) => (await client.GetFromJsonAsync<OwnDashboardWhole>($"{Own}/{id}", Json, Stop))!;

    [GeneratedRegex("""<button type="button" class="[^"]*\bpick\b""")]
    private static partial Regex PickButton();

    [GeneratedRegex("""<section class="panel\b""")]
    private static partial Regex PanelStart();

    [GeneratedRegex("""<button type="button" class="why\b""")]
    private static partial Regex Why();

    [GeneratedRegex("""<div class="kpi">""")]
    private static partial Regex KpiStart();
}
