using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Crm.CustomFields;
using Crm.Data;
using Crm.EntryProfiles;
using Crm.Forecasts;
using Crm.Permissions;
using Crm.Relations;
using Crm.Workflows;
using Microsoft.EntityFrameworkCore;
using MiniExcelLibs;

namespace Crm.Import;

public sealed class ImportTests
{
    const string Csv = """"
        Bedrijfsnaam;KvK nr;Plaats;Telefoon;E-mail;Voornaam;Achternaam;Accountmanager;Opmerking
        Zuivel Één B.V.;01084212;Gouda;06-22148730;jan@zuivel.example;Jan;Kaas;Bas Kuiper;x

        Zuivel Één B.V.;01084212;Gouda;;piet@zuivel.example;Piet;Melk;Bas Kuiper;x
        Fout B.V.;123;Gouda;;geen-adres;;;Niemand Bekend;x
        ;;Utrecht;;;;;;
        "Los; met ""teken""";;Assen;;;;;;
        """";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    /// <summary>So many come in while the server is killed: CRM_ROWS, or a few.</summary>
    static readonly int Rows = int.TryParse(Environment.GetEnvironmentVariable("CRM_ROWS"), out var rows) ? rows : 600;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Each_row_becomes_a_relation_a_contact_or_a_reason_and_all_of_it_goes_back(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await server.SignInAsync("petra");
        var id = await BringAsync(petra, "klanten.csv", Encoding.UTF8.GetBytes(Csv));
        var read = await FindAsync(petra, id);
        Assert.Equal(["name", "kvkNumber", "town", "contactPhone", "contactEmail", "firstName", "lastName", "responsible", ""], read.Fields);

        await MapAsync(petra, id, new(read.Fields, OnDuplicate.Reject));
        await ReachesAsync(petra, id, ImportStatus.Checked);
        var rejected = (await RowsAsync(petra, id, ImportRowState.Rejected)).Rows;
        Assert.Equal([5, 6], rejected.Select(row => row.Line));
        Assert.Equal(["contactEmail", "kvkNumber", "lastName", "responsible"], rejected[0].Remarks.Select(fault => fault.Field).Order());
        Assert.Equal(0, await CountAsync(server));

        await GoAsync(petra, id, "start", ImportStatus.Imported);
        var rows = (await RowsAsync(petra, id, null)).Rows;
        Assert.Equal([ImportRowState.Created, ImportRowState.Added, ImportRowState.Rejected, ImportRowState.Rejected, ImportRowState.Created], rows.Select(row => row.State));
        Assert.Equal(rows[0].RelationId, rows[1].RelationId);
        var made = await new Entry(petra).GetAsync<RelationQueries.Record>($"/api/relations/{rows[0].RelationId}");
        Assert.Equal(("Zuivel Één B.V.", "01084212", "Bas Kuiper", 2), (made.Name, made.Values["kvkNumber"], made.ResponsibleName, made.Contacts.Count));
        Assert.Contains(made.Contacts, contact => contact is { Name: "Jan Kaas", Phone: "+31622148730" });
        var file = await petra.GetStringAsync($"/api/imports/{id}/rejected.csv", Stop);
        Assert.Contains("Fout B.V.;123;Gouda;;geen-adres;;;Niemand Bekend;x;", file, StringComparison.Ordinal);
        Assert.Contains("Een KVK-nummer heeft 8 cijfers, dit zijn er 3.", file, StringComparison.Ordinal);

        await GoAsync(petra, id, "undo", ImportStatus.Undone);
        Assert.Equal(0, await CountAsync(server));
        Assert.Equal((0, 0, 0), await server.Database.ReadAsync(async db => (await db.Persons.CountAsync(Stop), await db.Organisations.CountAsync(Stop), await db.OrganisationKeys.CountAsync(Stop)), Stop));
    }

    [Fact]
    public async Task What_was_worked_with_stays_when_an_import_is_undone()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await server.SignInAsync("petra");
        var id = await ImportAsync(petra, Encoding.UTF8.GetBytes(Csv), OnDuplicate.Reject);
        var rows = (await RowsAsync(petra, id, null)).Rows;
        var sanne = await server.SignInAsync("sanne");
        (await sanne.PostAsJsonAsync("/api/forecasts", new OpenForecast(rows[4].RelationId!.Value) { Description = "Kans" }, Json, Stop)).EnsureSuccessStatusCode();
        var objection = new NewConsent(ConsentAct.Objected, [ContactChannel.Mail], "Telefoon");
        (await sanne.PostAsJsonAsync($"/api/contacts/{(await new Entry(sanne).GetAsync<RelationQueries.Record>($"/api/relations/{rows[0].RelationId}")).Contacts[0].Id}/consents", objection, Json, Stop)).EnsureSuccessStatusCode();
        await GoAsync(petra, id, "undo", ImportStatus.Undone);
        Assert.Equal([ImportRowState.Kept, ImportRowState.Undone, ImportRowState.Rejected, ImportRowState.Rejected, ImportRowState.Kept], (await RowsAsync(petra, id, null)).Rows.Select(row => row.State));
        Assert.Equal(2, await CountAsync(server));
    }

    [Fact]
    public async Task A_known_company_is_rejected_gets_the_contact_or_comes_in_again_as_was_chosen()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await server.SignInAsync("petra");
        var known = await new Entry(await server.SignInAsync("sanne")).SubmitAsync("small", Entry.Donald);
        var file = Encoding.UTF8.GetBytes("Bedrijf,KVK,Achternaam\nDonald,68750110,Govert\n");
        var rejected = await ImportAsync(petra, file, OnDuplicate.Reject);
        var row = Assert.Single((await RowsAsync(petra, rejected, null)).Rows);
        Assert.Equal(ImportRowState.Rejected, row.State);
        Assert.Contains("Test BV Donald", row.Remarks[0].Nl, StringComparison.Ordinal);

        var added = await ImportAsync(petra, file, OnDuplicate.AddContact);
        Assert.Equal((ImportRowState.Added, known.RelationId), ((await RowsAsync(petra, added, null)).Rows[0].State, (await RowsAsync(petra, added, null)).Rows[0].RelationId));
        Assert.Contains((await new Entry(petra).GetAsync<RelationQueries.Record>($"/api/relations/{known.RelationId}")).Contacts, contact => contact.LastName == "Govert");
        await GoAsync(petra, added, "undo", ImportStatus.Undone);
        Assert.Single((await new Entry(petra).GetAsync<RelationQueries.Record>($"/api/relations/{known.RelationId}")).Contacts);

        await ImportAsync(petra, file, OnDuplicate.ImportAnyway);
        Assert.Equal(2, await CountAsync(server));
    }

    [Fact]
    public async Task A_workbook_is_read_like_a_CSV_and_so_is_one_that_Excel_saved_the_old_way()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await server.SignInAsync("petra");
        using var workbook = new MemoryStream();
        await workbook.SaveAsAsync(new[] { new { Naam = "Café Zuid", Postcode = "1034 WL", Huisnummer = 12, Achternaam = "Brûlée" } }, cancellationToken: Stop);
        var id = await ImportAsync(petra, workbook.ToArray(), OnDuplicate.Reject);
        var made = await new Entry(petra).GetAsync<RelationQueries.Record>($"/api/relations/{(await RowsAsync(petra, id, null)).Rows[0].RelationId}");
        Assert.Equal(("Café Zuid", "1034WL", "12", "Brûlée"), (made.Name, made.Values["postalCode"], made.Values["houseNumber"], made.Contacts[0].LastName));

        var old = await ImportAsync(petra, Encoding.Latin1.GetBytes("Naam;Plaats\nBrasserie Noël;Zoutelande\n"), OnDuplicate.Reject);
        Assert.Equal("Brasserie Noël", (await RowsAsync(petra, old, null)).Rows[0].Cells[0]);
    }

    [Fact]
    public async Task A_saved_mapping_fits_the_next_file_of_its_kind()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await server.SignInAsync("petra");
        var file = Encoding.UTF8.GetBytes("ORG_NM;CT_LN\nEen B.V.;Bakker\n");
        var id = await BringAsync(petra, "a.csv", file);
        Assert.Equal(["", ""], (await FindAsync(petra, id)).Fields);
        await MapAsync(petra, id, new(["name", "lastName"], OnDuplicate.Reject) { SaveAs = "Beursscanner" });
        var next = await BringAsync(petra, "b.csv", file);
        var profile = Assert.Single((await petra.GetFromJsonAsync<List<ImportQueries.ProfileRow>>("/api/imports/profiles", Stop))!);
        (await petra.PostAsync($"/api/imports/{next}/profile/{profile.Id}", null, Stop)).EnsureSuccessStatusCode();
        Assert.Equal(["name", "lastName"], (await FindAsync(petra, next)).Fields);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_server_that_is_killed_half_way_goes_on_without_losing_or_doubling_a_row(On on)
    {
        await using var data = new TestFolder();
        var settings = await DatabaseTemplate.CopyAsync(on, demo: false, data.Path);
        using (var fleet = new ServerFleet(1, data.Path, settings[..^2]))
        {
            await fleet.StartAsync();
            var petra = await fleet.SignInAsync("petra");
            var id = await BringAsync(petra, "veel.csv", Encoding.UTF8.GetBytes("Naam;Achternaam\n" + string.Concat(Enumerable.Range(1, Rows).Select(number => $"Onderneming {Letters(number)};Mens{number}\n"))));
            await MapAsync(petra, id, new((await FindAsync(petra, id)).Fields, OnDuplicate.ImportAnyway));
            await KillAsync(fleet, petra, id, ImportRowState.Ready);
            await ReachesAsync(petra, id, ImportStatus.Checked);
            (await petra.PostAsync($"/api/imports/{id}/start", null, Stop)).EnsureSuccessStatusCode();
            await KillAsync(fleet, petra, id, ImportRowState.Created);
            await ReachesAsync(petra, id, ImportStatus.Imported);
            Assert.Equal(Rows, (await FindAsync(petra, id)).Count(ImportRowState.Created));
            await fleet.StopAsync();
        }
        await using var server = await CrmServer.StartAsync(["--data", data.Path, .. settings]);
        Assert.Equal(Rows, await CountAsync(server));
        Assert.Equal(Rows, await server.Database.ReadAsync(db => db.Contacts.Select(contact => contact.Person!.LastName).Distinct().CountAsync(Stop), Stop));
        Assert.Equal(Rows, await server.Database.ReadAsync(db => db.Contacts.CountAsync(Stop), Stop));
    }

    /// <summary>Three times: with a quarter, half and three quarters of the rows done, as near as can be seen from outside.</summary>
    static async Task KillAsync(ServerFleet fleet, HttpClient petra, Guid id, ImportRowState reached)
    {
        var killed = new List<int>();
        for (var quarter = 1; quarter <= 3; quarter++)
        {
            var done = 0;
            await Eventually.TrueAsync(async () => (done = (await FindAsync(petra, id)).Count(reached)) >= Rows * quarter / 4, $"quarter {quarter} of the rows got that far");
            await fleet.KillOneAsync();
            killed.Add(done);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"Killed with {string.Join(", ", killed)} of {Rows} {reached}");
        Assert.True(killed[0] < Rows, "The first kill came after the last row: give CRM_ROWS more.");
    }

    [Fact]
    public async Task Wrong_files_mappings_and_people_are_refused()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await server.SignInAsync("petra");
        foreach (var bytes in new[] { Array.Empty<byte>(), [.. "alleen een kop"u8], [1, 0, 2, 0], [(byte)'P', (byte)'K', 3, 4, 9, 9, 9] })
        {
            var answer = await SendAsync(petra, "x.csv", bytes);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal(["file"], (await Entry.FaultsAsync(answer)).Keys);
        }
        var id = await BringAsync(petra, "a.csv", "Naam;Plaats\nEen;Gouda\n"u8.ToArray());
        foreach (IReadOnlyList<string> fields in new[] { ["name"], ["name", "name"], ["", "town"], (string[])["name", "amount"] })
        {
            var answer = await petra.PutAsJsonAsync($"/api/imports/{id}/mapping", new ImportMapping(fields, OnDuplicate.Reject), Json, Stop);
            Assert.Equal(["fields"], (await Entry.FaultsAsync(answer)).Keys);
        }
        Assert.Equal(HttpStatusCode.Conflict, (await petra.PostAsync($"/api/imports/{id}/start", null, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await server.SignInAsync("sanne")).GetAsync("/api/imports", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync("/api/imports", Stop)).StatusCode);
    }

    [Fact]
    public async Task A_small_workbook_that_would_unpack_to_hundreds_of_megabytes_is_refused_before_it_is_unpacked()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        using var packed = new MemoryStream();
        using (var parts = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        await using (var sheet = await parts.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).OpenAsync(Stop))
        {
            var megabyte = new byte[1_000_000];
            for (var written = 0; written <= 400; written++)
                await sheet.WriteAsync(megabyte, Stop);
        }
        Assert.InRange(packed.Length, 1, 10_000_000);
        var answer = await SendAsync(await server.SignInAsync("petra"), "bom.xlsx", packed.ToArray());
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("uitgepakt te groot", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    // Names that are far apart, so that none is taken for another.
    static string Letters(int number) => string.Concat($"{number * 7919 % 100_003:00000}".Select(digit => (char)('a' + (digit - '0') * 2)).SelectMany(letter => new[] { letter, 'o', letter }));

    static async Task<Guid> ImportAsync(HttpClient client, byte[] file, OnDuplicate onDuplicate)
    {
        var id = await BringAsync(client, "bestand.csv", file);
        await MapAsync(client, id, new((await FindAsync(client, id)).Fields, onDuplicate));
        await ReachesAsync(client, id, ImportStatus.Checked);
        await GoAsync(client, id, "start", ImportStatus.Imported);
        return id;
    }

    static async Task GoAsync(HttpClient client, Guid id, string verb, ImportStatus until)
    {
        (await client.PostAsync($"/api/imports/{id}/{verb}", null, Stop)).EnsureSuccessStatusCode();
        await ReachesAsync(client, id, until);
    }

    static Task ReachesAsync(HttpClient client, Guid id, ImportStatus status) =>
        Eventually.TrueAsync(async () => (await FindAsync(client, id)).Summary.Status == status, $"the import is {status}", TimeSpan.FromSeconds(90 + Rows / 20));

    static Task<ImportQueries.Record> FindAsync(HttpClient client, Guid id) => new Entry(client).GetAsync<ImportQueries.Record>($"/api/imports/{id}");

    static Task<ImportQueries.Page> RowsAsync(HttpClient client, Guid id, ImportRowState? state) => new Entry(client).GetAsync<ImportQueries.Page>($"/api/imports/{id}/rows{(state is null ? "" : $"?state={state}")}");

    static async Task MapAsync(HttpClient client, Guid id, ImportMapping mapping)
    {
        var answer = await client.PutAsJsonAsync($"/api/imports/{id}/mapping", mapping, Json, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    static async Task<Guid> BringAsync(HttpClient client, string name, byte[] bytes)
    {
        var answer = await SendAsync(client, name, bytes);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<Made>(Stop))!.Id;
    }

    static async Task<HttpResponseMessage> SendAsync(HttpClient client, string name, byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
        return await client.PostAsync("/api/imports", form, Stop);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_column_fills_a_custom_field_and_a_wrong_value_rejects_its_row(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var petra = await server.SignInAsync("petra");
        var maker = new FieldMaker(petra);
        var region = await maker.AddAsync(CustomRecord.Organisation, CustomType.Choice, "Regio", "Noord", "Zuid");
        var hobby = await maker.AddAsync(CustomRecord.Person, CustomType.Text, "Hobby");
        var id = await BringAsync(petra, "velden.csv", Encoding.UTF8.GetBytes("Naam;Achternaam;Regio;Hobby\nGoed B.V.;Kaas;NOORD;Zeilen\nFout B.V.;Melk;Oost;x\n"));
        var read = await FindAsync(petra, id);
        Assert.Equal(["name", "lastName", region, hobby], read.Fields);
        await MapAsync(petra, id, new(read.Fields, OnDuplicate.Reject));
        await ReachesAsync(petra, id, ImportStatus.Checked);
        Assert.Equal(region, Assert.Single(Assert.Single((await RowsAsync(petra, id, ImportRowState.Rejected)).Rows).Remarks).Field);
        await GoAsync(petra, id, "start", ImportStatus.Imported);
        var made = await new Entry(petra).GetAsync<RelationQueries.Record>($"/api/relations/{(await RowsAsync(petra, id, ImportRowState.Created)).Rows[0].RelationId}");
        Assert.Equal(("noord", "Zeilen"), (made.Values[region], Assert.Single(made.Contacts).Custom[hobby]));
        await GoAsync(petra, id, "undo", ImportStatus.Undone);
        Assert.Equal(0, await server.Database.ReadAsync(db => db.CustomKeys.CountAsync(Stop), Stop));
    }

    static Task<int> CountAsync(CrmServer server) => server.Database.ReadAsync(db => db.Relations.CountAsync(Stop), Stop);
}
