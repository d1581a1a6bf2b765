using System.Net;
using System.Net.Http.Json;
using Crm.Audit;
using Crm.Data;
using Crm.EntryProfiles;
using Crm.Forecasts;
using Crm.Relations;
using Crm.Users;
using MiniExcelLibs;

namespace Crm.CustomFields;

/// <summary>A field that the organisation adds itself is a field like ours: asked, checked, kept with its history, listed and found.</summary>
public sealed class CustomFieldTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_value_is_checked_by_its_type_and_its_history_says_who_changed_what(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (maker, client) = (await FieldMaker.OnAsync(server), await server.SignInAsync("sanne"));
        var sanne = new Entry(client);
        var ends = await maker.AddAsync(CustomRecord.Relation, CustomType.Date, "Contract loopt af");
        var region = await maker.AddAsync(CustomRecord.Organisation, CustomType.Choice, "Regio", "Noord", "Zuid");
        var fleet = await maker.AddAsync(CustomRecord.Relation, CustomType.Number, "Wagenpark");
        var worth = await maker.AddAsync(CustomRecord.Relation, CustomType.Amount, "Waarde");
        var green = await maker.AddAsync(CustomRecord.Relation, CustomType.YesNo, "Duurzaam");
        Assert.Equal(("relation_contract_loopt_af", "organisation_regio"), (ends, region));
        var id = await RelationAsync(server, client);

        var wrong = await TryEditAsync(client, id, 0, (ends, "31-02-2027"), (region, "Oost"), (fleet, "veel"), (green, "misschien"), ("relation_onbekend", "x"));
        Assert.Equal(new[] { ends, region, fleet, green, "relation_onbekend" }.Order(), (await Entry.FaultsAsync(wrong)).Keys.Order());
        await EditAsync(client, id, (ends, "31-12-2027"), (region, "noord"), (fleet, "12,5"), (worth, "1.250"), (green, "ja"));
        var read = await sanne.GetAsync<RelationQueries.Record>($"/api/relations/{id}");
        Assert.Equal(("2027-12-31", "noord", "12.5", "1250.00", "true"), (read.Values[ends], read.Values[region], read.Values[fleet], read.Values[worth], read.Values[green]));

        await EditAsync(client, id, (region, "zuid"), (fleet, ""));
        var history = await sanne.GetAsync<List<RelationQueries.Change>>($"/api/relations/{id}/history");
        Assert.Contains(history, change => change is { FieldName: "Regio", Old: "Noord", New: "Zuid", ByName: "Sanne de Wit", Door: Door.Api });
        Assert.Contains(history, change => change.Field == fleet && change is { Old: "12,5", New: null });
        Assert.Equal("", (await sanne.GetAsync<RelationQueries.Record>($"/api/relations/{id}")).Values[fleet]);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsJsonAsync("/api/settings/custom-fields", new CustomFieldEntry { NameNl = "Eigen" }, FieldMaker.Json, Stop)).StatusCode);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_profile_asks_it_and_what_was_sent_in_reaches_relation_person_and_forecast(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (maker, petra, client) = (await FieldMaker.OnAsync(server), await server.SignInAsync("petra"), await server.SignInAsync("sanne"));
        var region = await maker.AddAsync(CustomRecord.Organisation, CustomType.Choice, "Regio", "Noord", "Zuid");
        var hobby = await maker.AddAsync(CustomRecord.Person, CustomType.Text, "Hobby");
        var fleet = await maker.AddAsync(CustomRecord.Forecast, CustomType.Number, "Wagenpark");
        var unseen = await maker.AddAsync(CustomRecord.Relation, CustomType.Text, "Niet gevraagd");
        (await petra.PostAsJsonAsync("/api/settings/profiles", new ProfileEdit
        {
            Key = "fields", NameNl = "Velden", NameEn = "Fields", RoleNames = [Roles.Sales],
            Fields = [new("name", FieldMode.Required), new(region, FieldMode.ReadOnly, "zuid"), new("lastName", FieldMode.Optional), new(hobby, FieldMode.Required), new("description", FieldMode.Optional), new(fleet, FieldMode.Optional, "3")],
        }, FieldMaker.Json, Stop)).EnsureSuccessStatusCode();
        var sanne = new Entry(client);
        var form = await sanne.GetAsync<EntryQueries.Profile>("/api/profiles/fields");
        Assert.Equal(["name", region, "lastName", hobby, "description", fleet], form.Fields.Select(field => field.Key));
        Assert.Equal(["noord", "zuid"], form.Choices.Custom[region].Select(choice => choice.Value));

        Assert.Equal([hobby], (await Entry.FaultsAsync(await sanne.SendAsync("fields", new() { ["name"] = "Veld B.V.", ["lastName"] = "Jansen" }))).Keys);
        var made = await sanne.SubmitAsync("fields", new() { ["name"] = "Veld B.V.", ["lastName"] = "Jansen", [hobby] = "Zeilen", ["description"] = "Kans", [region] = "noord", [unseen] = "x" });
        var relation = await sanne.GetAsync<RelationQueries.Record>($"/api/relations/{made.RelationId}");
        Assert.Equal(("zuid", ""), (relation.Values[region], relation.Values[unseen]));
        Assert.Equal("Zeilen", Assert.Single(relation.Contacts).Custom[hobby]);
        Assert.Equal("3", (await new ForecastDriver(server, client).GetAsync(made.ForecastId!.Value)).Custom[fleet]);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Lists_show_and_find_it_and_a_private_one_stays_on_its_record(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (maker, client) = (await FieldMaker.OnAsync(server), await server.SignInAsync("sanne"));
        var sanne = new Entry(client);
        var region = await maker.AddAsync(CustomRecord.Organisation, CustomType.Choice, "Regio", "Noord", "Zuid");
        var fleet = await maker.AddAsync(CustomRecord.Relation, CustomType.Number, "Wagenpark");
        var supplier = await maker.AddAsync(CustomRecord.Relation, CustomType.Text, "Leverancier");
        var ids = await Task.WhenAll(Enumerable.Range(1, 4).Select(_ => ForecastDriver.RelationAsync(server)));
        for (var at = 0; at < ids.Length; at++)
            await EditAsync(client, ids[at], (region, at % 2 == 0 ? "noord" : "zuid"), (fleet, $"{(at + 1) * 10}"), (supplier, at == 0 ? "Van der Berg" : "Zelf"));

        async Task<IEnumerable<Guid>> AskAsync(string field, string asked) =>
            (await sanne.GetAsync<RelationQueries.Page>($"/api/relations?{field}={Uri.EscapeDataString(asked)}")).Rows.Select(row => row.Id).Order();
        Assert.Equal(new[] { ids[0], ids[2] }.Order(), await AskAsync(region, "noord"));
        Assert.Equal(new[] { ids[1], ids[2] }.Order(), await AskAsync(fleet, "15..30"));
        Assert.Equal([ids[0]], await AskAsync(supplier, "van d*"));
        Assert.Equal(ids.Skip(1).Order(), await AskAsync(supplier, "zelf"));
        Assert.Equal("noord", (await sanne.GetAsync<RelationQueries.Page>($"/api/relations?{region}=noord")).Rows[0].Custom[region]);
        await EditAsync(client, ids[0], (region, "zuid"));
        Assert.Equal([ids[2]], await AskAsync(region, "noord"));
        Assert.Equal([fleet], (await Entry.FaultsAsync(await client.GetAsync($"/api/relations?{fleet}=a..b", Stop))).Keys);

        await maker.EditAsync(supplier, entry => entry with { IsPrivate = true });
        Assert.Empty(await AskAsync(supplier, "zelf"));
        Assert.All((await sanne.GetAsync<RelationQueries.Page>("/api/relations")).Rows, row => Assert.DoesNotContain(supplier, row.Custom.Keys));
        Assert.Equal("Zelf", (await sanne.GetAsync<RelationQueries.Record>($"/api/relations/{ids[1]}")).Values[supplier]);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_forecast_has_it_in_its_list_its_workbook_and_its_history(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var maker = await FieldMaker.OnAsync(server);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var (fleet, ends) = (await maker.AddAsync(CustomRecord.Forecast, CustomType.Number, "Wagenpark"), await maker.AddAsync(CustomRecord.Forecast, CustomType.Date, "Afloop"));
        var forecast = await sanne.OpenAsync(new { description = "Met", custom = new Dictionary<string, string> { [fleet] = "7", [ends] = "1-2-2027" } });
        await sanne.OpenAsync(new { description = "Zonder" });
        Assert.Equal("Met", Assert.Single((await sanne.ListAsync($"whose=All&{fleet}=5..")).Rows).Description);
        Assert.Equal("Met", Assert.Single((await sanne.ListAsync($"whose=All&{ends}=2027-01-01..2027-12-31")).Rows).Description);

        forecast = await sanne.EditAsync(await sanne.GetAsync(forecast.Id), new { custom = new Dictionary<string, string> { [fleet] = "9" } });
        Assert.Equal(("9", "2027-02-01"), (forecast.Custom[fleet], forecast.Custom[ends]));
        Assert.Contains(await sanne.HistoryAsync(forecast.Id), change => change is { FieldName: "Wagenpark", Old: "7", New: "9", Door: Door.Api });
        Assert.Equal([fleet], await Refused.FieldsAsync(await sanne.TryEditAsync(forecast, new { custom = new Dictionary<string, string> { [fleet] = "x" } }), HttpStatusCode.BadRequest));

        using var workbook = new MemoryStream(await sanne.Client.GetByteArrayAsync($"/api/forecasts/export?whose=All&columns=Number,{fleet},{ends}", Stop));
        var row = workbook.Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().Single(line => (string?)line["Forecast"] == "Met");
        Assert.Equal((9d, new DateTime(2027, 2, 1)), (Convert.ToDouble(row["Wagenpark"], System.Globalization.CultureInfo.InvariantCulture), row["Afloop"]));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task An_archived_field_is_asked_no_more_and_comes_back_with_what_stood_in_it(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var (maker, client) = (await FieldMaker.OnAsync(server), await server.SignInAsync("sanne"));
        var sanne = new Entry(client);
        var region = await maker.AddAsync(CustomRecord.Organisation, CustomType.Choice, "Regio", "Noord", "Zuid");
        var id = await RelationAsync(server, client);
        await EditAsync(client, id, (region, "noord"));
        await maker.ArchiveAsync(region, true);
        Assert.DoesNotContain(region, (await sanne.GetAsync<RelationQueries.Record>($"/api/relations/{id}")).Values.Keys);
        Assert.Equal((true, 1), (await maker.FindAsync(region) is { } row) ? (row.IsArchived, row.Uses) : default);
        await maker.ArchiveAsync(region, false);
        Assert.Equal("noord", (await sanne.GetAsync<RelationQueries.Record>($"/api/relations/{id}")).Values[region]);

        // A value that is left out retires: it stays where it stands, and is offered no more.
        await maker.EditAsync(region, entry => entry with { Choices = [new("Zuiden", "South") { Key = "zuid" }, new("Oost", "East")] });
        Assert.Equal([("zuid", "Zuiden", false), ("oost", "Oost", false), ("noord", "Noord", true)], (await maker.FindAsync(region)).Choices.Select(choice => (choice.Key, choice.Name.Nl, choice.IsRetired)));
        await EditAsync(client, id, ("town", "Sneek"));
        Assert.Equal("noord", (await sanne.GetAsync<RelationQueries.Record>($"/api/relations/{id}")).Values[region]);
        Assert.Equal(["Choices"], (await Entry.FaultsAsync(await maker.TryAddAsync(new() { NameNl = "Leeg", Type = CustomType.Choice }))).Keys);
        Assert.Equal(["NameNl"], (await Entry.FaultsAsync(await maker.TryAddAsync(new()))).Keys);
        Assert.Equal("organisation_regio_2", (await maker.TryAddAsync(new() { Record = CustomRecord.Organisation, NameNl = "Regio" })).IsSuccessStatusCode ? (await maker.ListAsync(CustomRecord.Organisation))[1].Key : "");
    }

    static async Task<Guid> RelationAsync(CrmServer server, HttpClient client)
    {
        var id = await ForecastDriver.RelationAsync(server);
        Assert.True((await client.GetAsync($"/api/relations/{id}", Stop)).IsSuccessStatusCode);
        return id;
    }

    static Task<HttpResponseMessage> TryEditAsync(HttpClient client, Guid id, int revision, params (string Key, string Value)[] values) =>
        client.PutAsJsonAsync($"/api/relations/{id}", new RelationsApi.Edit(revision, values.ToDictionary(pair => pair.Key, pair => pair.Value)), Stop);

    static async Task EditAsync(HttpClient client, Guid id, params (string Key, string Value)[] values)
    {
        var revision = (await new Entry(client).GetAsync<RelationQueries.Record>($"/api/relations/{id}")).Revision;
        var answer = await TryEditAsync(client, id, revision, values);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}
