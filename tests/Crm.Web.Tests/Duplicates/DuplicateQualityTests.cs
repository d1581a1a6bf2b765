using Crm.Benchmarks.Duplicates;
using Crm.EntryProfiles;

namespace Crm.Duplicates;

/// <summary>What ./crm bench duplicates measures at two hundred thousand, at four thousand.</summary>
public sealed class DuplicateQualityTests
{
    const int Known = 3_000;
    const int Entries = 1_000;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Known_companies_are_told_from_new_ones_and_as_if_each_was_laid_beside_every_one(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var companies = new MadeCompanies(Known, Entries, seed: 2026);
        var entries = await server.Database.ReadAsync(db => companies.FillAsync(db, Stop), Stop);
        var finder = new DuplicateFinder(server.Database);
        var certain = new Confusion(Verdict.Certain);
        await MadeCompanies.CheckAsync(finder, entries, [certain], Stop);
        Assert.True(certain is { F1: >= 0.99, Precision: >= 0.999 }, $"F1 {certain.F1}, precision {certain.Precision}, missed {certain.Missed}, wrong {certain.Wrong}");

        var everyOne = await server.Database.ReadAsync(db => EveryOne.OfAsync(companies, db, Stop), Stop);
        var asked = entries.Take(200).ToList();
        foreach (var (entry, expected) in asked.Zip(everyOne.Find(asked)))
        {
            var (organisation, contacts) = new SubmittedValues(entry.Values).ToCompare();
            var found = await finder.FindAsync(organisation, contacts, null, Stop);
            Assert.Equal(expected, found.Select(hit => (hit.OrganisationId, hit.Verdict)));
        }
    }
}
