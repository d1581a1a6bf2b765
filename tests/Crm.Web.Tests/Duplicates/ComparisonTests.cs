using Crm.EntryProfiles;
using Crm.Relations;

namespace Crm.Duplicates;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData("Kaasmakerij Het Anker B.V.", "kaasmakerij het anker", Likeness.Same)]
    [InlineData("Houthandel Terpstra B.V.", "Terpstra Houthandel", Likeness.Similar)]
    [InlineData("Kaasmakerij Het Anker", "Kaasmakerij Het Ancker", Likeness.Similar)]
    [InlineData("Brouwer Staalbouw B.V.", "Brouwer Staalbouw Noord", Likeness.Similar)]
    [InlineData("Bakkerij Jansen", "Bakkerij Hoekstra", Likeness.Different)]
    [InlineData("Brouwer Staalbouw", "Brouwerij Drie Linden", Likeness.Different)]
    public void Names_are_the_same_alike_or_different(string left, string right, Likeness expected) => Assert.Equal(expected, Comparison.LikenessOf(left, right));

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
        Assert.Equal(Verdict.Likely, await VerdictAsync(("name", "Terpstra Houthandel"), ("postalCode", "8823SJ"), ("houseNumber", "3")));
        Assert.Equal(Verdict.Likely, await VerdictAsync(("name", "Houthandel Terpsta"), ("contactEmail", "iemand@donald.example")));
        Assert.Equal(Verdict.Possible, await VerdictAsync(("name", "Houthandel Terpstraa"), ("town", "Lollum")));
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
}
