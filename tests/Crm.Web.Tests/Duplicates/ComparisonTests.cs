using Crm.EntryProfiles;
using Crm.Merging;
using Crm.Relations;

namespace Crm.Duplicates;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData("Kaasmakerij Het Anker B.V.", "kaasmakerij het anker", NameLikeness.Same)]
    [InlineData("Coöperatie Het Anker U.A.", "Het Anker", NameLikeness.Same)]
    [InlineData("Gebroeders Terpstra & Zonen", "Gebr. Terpstra en Zn.", NameLikeness.Same)]
    [InlineData("Houthandel Terpstra B.V.", "Terpstra Houthandel", NameLikeness.Turned)]
    [InlineData("Hout-handel Terpstra", "Houthandel Terpstra B V", NameLikeness.Turned)]
    [InlineData("Bakkerij De Boer", "Bakkerij Boer", NameLikeness.Turned)]
    [InlineData("Kaasmakerij Het Anker", "Kaasmakerij Het Ancker", NameLikeness.Misspelt)]
    [InlineData("Bouwbedr. Terpstra", "Bouwbedrijf Terpstra", NameLikeness.Misspelt)]
    [InlineData("J. Terpstra Transport", "Terpstra Transport", NameLikeness.Misspelt)]
    [InlineData("Brouwer Staalbouw B.V.", "Brouwer Staalbouw Noord", NameLikeness.Part)]
    [InlineData("Brouwer", "Brouwer Staalbouw", NameLikeness.Word)]
    [InlineData("Bakkerij Jansen", "Bakkerij Hoekstra", NameLikeness.Different)]
    [InlineData("Bakkerij", "Bakkerij Jansen", NameLikeness.Different)]
    [InlineData("Jansen Transport", "Jansen Logistiek", NameLikeness.Different)]
    [InlineData("J. Jansen", "P. Jansen", NameLikeness.Different)]
    [InlineData("Brouwer Staalbouw", "Brouwerij Drie Linden", NameLikeness.Different)]
    [InlineData("Meubelfabriek Oisterhof", "Meubelfabriek Oisterhof Holding B.V.", NameLikeness.Different)]
    [InlineData("Studio 12", "Studio 21", NameLikeness.Different)]
    [InlineData("Jansen", "Jansen 2", NameLikeness.Different)]
    public void Names_are_one_or_two(string left, string right, NameLikeness expected)
    {
        Assert.Equal(expected, CompanyNames.Compare(new(left), new(right)));
        Assert.Equal(expected, CompanyNames.Compare(new(right), new(left)));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_known_company_is_found_by_each_kind_of_evidence(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = new Entry(await server.SignInAsync("sanne"));
        var known = await sanne.SubmitAsync("small", Entry.With(("name", "Houthandel Terpstra B.V."), ("kvkNumber", ""), ("branchNumber", "")));
        async Task<Verdict?> VerdictAsync(params (string Key, string Value)[] values)
        {
            var found = await sanne.DuplicatesAsync(values.ToDictionary(pair => pair.Key, pair => pair.Value));
            Assert.All(found.Hits, hit => Assert.Equal(known.RelationId, hit.RelationId));
            return found.Hits.Count == 0 ? null : found.Hits[0].Verdict;
        }
        Assert.Equal(Verdict.Likely, await VerdictAsync(("name", "houthandel terpstra"), ("town", "Lollum")));
        Assert.Equal(Verdict.Certain, await VerdictAsync(("name", "Terpstra Houthandel"), ("postalCode", "8823SJ"), ("houseNumber", "3")));
        Assert.Equal(Verdict.Certain, await VerdictAsync(("name", "Houthandel Terpsta"), ("contactEmail", "iemand@donald.example")));
        Assert.Equal(Verdict.Certain, await VerdictAsync(("name", "Hout-handel Terpstra"), ("website", "https://www.donald.example/contact")));
        Assert.Equal(Verdict.Likely, await VerdictAsync(("name", "Terpstra"), ("contactEmail", "iemand@donald.example")));
        Assert.Equal(Verdict.Possible, await VerdictAsync(("name", "Terpstra Holding"), ("postalCode", "8823SJ"), ("houseNumber", "3"), ("contactEmail", "iemand@donald.example")));
        Assert.Equal(Verdict.Possible, await VerdictAsync(("name", "Houthandel Terpstraa"), ("town", "Lollum")));
        Assert.Equal(Verdict.Possible, await VerdictAsync(("name", "Terpstra Houth. Noord"), ("town", "Lollum")));
        Assert.Null(await VerdictAsync(("name", "Terpstra Holding"), ("town", "Lollum")));
        Assert.Null(await VerdictAsync(("name", "Bakkerij De Molen"), ("town", "Lollum"), ("postalCode", "8823SJ"), ("houseNumber", "3")));
        Assert.Null(await VerdictAsync(("name", "Houthandel Terpstra"), ("town", "Maastricht")));
    }

    [Fact]
    public async Task A_known_company_shows_what_is_the_same_what_is_alike_and_what_differs()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = new Entry(await server.SignInAsync("sanne"));
        await sanne.SubmitAsync("small", Entry.Donald);
        var found = await sanne.DuplicatesAsync(Entry.With(("name", "Donald Test"), ("contactEmail", "x@anders.example")));
        var hit = Assert.Single(found.Hits);
        Assert.Equal((Verdict.Certain, "Sanne de Wit"), (hit.Verdict, hit.ResponsibleName));
        var byField = hit.Evidence.ToDictionary(evidence => evidence.Field.Nl, evidence => evidence.Likeness);
        Assert.Equal((Likeness.Same, Likeness.Similar, Likeness.Same, Likeness.Different), (byField["KVK-nummer"], byField["Naam"], byField["Adres"], byField["E-maildomein"]));
    }

    [Fact]
    public async Task Another_number_in_the_register_is_another_company()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var sanne = new Entry(await server.SignInAsync("sanne"));
        await sanne.SubmitAsync("small", Entry.With(("name", "Meubelfabriek Oisterhof B.V."), ("kvkNumber", "18055510")));
        var found = await sanne.DuplicatesAsync(Entry.With(("name", "Meubelfabriek Oisterhof Holding B.V."), ("kvkNumber", "12066640")));
        Assert.True(found.IsEmpty);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_mistyped_number_hides_no_company_and_another_name_it_is_known_by_finds_it(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = new Merger(server, await server.SignInAsync("sanne"));
        var known = await sanne.RelationAsync("Zwaan", ("kvkNumber", "18055510"));
        await sanne.EditAsync(known.RelationId!.Value, "otherNames", "Jansen Horeca B.V.; Feestzaal Wit");
        var mistyped = Assert.Single((await sanne.Entry.DuplicatesAsync(new() { ["name"] = "Zwaan", ["kvkNumber"] = "18055150", ["town"] = "Lollum", ["email"] = "info@zwaan.example" })).Hits);
        Assert.Equal((Verdict.Certain, Likeness.Similar), (mistyped.Verdict, mistyped.Evidence.Single(evidence => evidence.Field.Nl == "KVK-nummer").Likeness));
        Assert.Empty((await sanne.Entry.DuplicatesAsync(new() { ["name"] = "Zwaan Holding", ["kvkNumber"] = "18055150", ["town"] = "Lollum" })).Hits);
        foreach (var name in new[] { "Jansen Horeca", "Wit Feestzaal" })
            Assert.Equal((known.RelationId, Verdict.Likely), ((await sanne.Entry.DuplicatesAsync(new() { ["name"] = name, ["town"] = "Lollum" })).Hits is [var hit] ? (hit.RelationId, hit.Verdict) : default));
    }

    [Fact]
    public async Task What_many_share_tells_nothing()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await server.Database.WriteAsync(db =>
        {
            for (var number = 0; number <= FoundKeys.Crowd; number++)
            {
                var organisation = new Organisation { Name = $"Huurder {(char)('A' + number % 26)}{(char)('a' + number / 26)}terp", Phone = "+31201234567", Address = new() { PostalCode = "1011AB", HouseNumber = 1, Town = "Amsterdam" } };
                organisation.Reindex([]);
                db.Organisations.Add(organisation);
            }
            return Task.CompletedTask;
        }, TestContext.Current.CancellationToken);
        var sanne = new Entry(await server.SignInAsync("sanne"));
        var found = await sanne.DuplicatesAsync(new() { ["name"] = "Nieuw Bedrijf", ["town"] = "Amsterdam", ["postalCode"] = "1011AB", ["houseNumber"] = "1", ["phone"] = "020 1234567" });
        Assert.True(found.IsEmpty);
        var known = await sanne.DuplicatesAsync(new() { ["name"] = "Huurder Aaterp", ["town"] = "Amsterdam", ["postalCode"] = "1011AB", ["houseNumber"] = "1", ["phone"] = "020 1234567" });
        Assert.Equal(Verdict.Likely, known.Hits[0].Verdict);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Of_a_chain_with_many_branches_under_one_number_the_branch_itself_is_found(On on)
    {
        const int Branches = FoundKeys.Crowd * 2;
        await using var server = await CrmServer.StartAsync(on);
        await server.Database.WriteAsync(db =>
        {
            for (var number = 0; number < Branches; number++)
            {
                var organisation = new Organisation { Name = "Meubelketen Oisterhof", KvkNumber = "18055510", BranchNumber = $"0000180555{number:00}"[^12..], Address = new() { Town = "Oss" } };
                organisation.Reindex([]);
                db.Organisations.Add(organisation);
            }
            return Task.CompletedTask;
        }, TestContext.Current.CancellationToken);
        var finder = new DuplicateFinder(server.Database);
        for (var number = 0; number < Branches; number += 7)
        {
            var entered = new Organisation { Name = "Oisterhof", KvkNumber = "18055510", BranchNumber = $"0000180555{number:00}"[^12..], Address = new() { Town = "Oss" } };
            var hits = await finder.FindAsync(entered, [], null, TestContext.Current.CancellationToken);
            Assert.Equal((Verdict.Certain, Verdict.OtherBranch), (hits[0].Verdict, hits[1].Verdict));
        }
    }
}
