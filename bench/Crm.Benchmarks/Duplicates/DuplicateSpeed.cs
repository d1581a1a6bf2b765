using System.Diagnostics;
using Crm.Data;
using Crm.Duplicates;
using Crm.EntryProfiles;
using Crm.Relations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Benchmarks.Duplicates;

/// <summary>How long one check takes among that many organisations, whether it answers what laying the entry beside every one of them answers, and what a plain trigram index would do.</summary>
public static class DuplicateSpeed
{
    const int Seed = 2026;
    const int Timed = 1_000;
    // Among a million each takes the reference about a second.
    const int TimedReference = 100;
    const double Promised = 30;
    const int ToldEach = 500;

    public static async Task PrintAsync(int organisations, int sampled, string? only)
    {
        foreach (var database in new[] { "SQLite", "PostgreSQL" }.Where(database => only is null || database.Equals(only, StringComparison.OrdinalIgnoreCase)))
        {
            await using var server = database == "SQLite" ? await BenchServer.OnSqliteAsync() : await BenchServer.OnPostgresAsync();
            await PrintAsync($"{database}, {organisations:N0} organisations", server, new MadeCompanies(organisations, Math.Max(sampled, Timed), Seed), sampled);
        }
        await PostgresCluster.StopAsync();
    }

    static async Task PrintAsync(string where, BenchServer server, MadeCompanies companies, int sampled)
    {
        await using var db = await server.Get<IDbContextFactory<CrmDbContext>>().CreateDbContextAsync();
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await db.Database.OpenConnectionAsync();
        var entries = await companies.FillAsync(db);
        var finder = server.Get<DuplicateFinder>();
        var timed = entries.Take(Timed).ToList();
        var ours = await Answers.TakeAsync(timed, async entry => [.. (await FindAsync(finder, entry)).Select(hit => hit.OrganisationId)]);
        new Figure($"{where}: one check", ours.P95, "ms (p95)", Promised, "promised") { P50Milliseconds = ours.P50, P99Milliseconds = ours.P99 }.Print();
        var trigrams = await new TrigramSearch(db).PrepareAsync();
        var theirs = await Answers.TakeAsync([.. timed.Take(TimedReference)], entry => trigrams.FindAsync(entry.Values[RelationFields.Name]));
        new Figure($"{where}: one check beside {trigrams.Name}", ours.P95, "ms (p95)", theirs.P95, $"ms (p95), first {TrigramSearch.Most} by {trigrams.Name}").Print();
        new Figure($"{where}: the known one is among the answers", ours.Found, "", theirs.Found, $"among the first {TrigramSearch.Most} by {trigrams.Name}").Print();
        await PrintSamenessAsync(where, finder, companies, await EveryOne.OfAsync(companies, db), [.. entries.Take(sampled)]);
    }

    static async Task PrintSamenessAsync(string where, DuplicateFinder finder, MadeCompanies companies, EveryOne everyOne, IReadOnlyList<LabelledEntry> entries)
    {
        var (same, asked) = (0, 0);
        await Parallel.ForEachAsync(entries.Chunk(ToldEach), async (some, _) =>
        {
            foreach (var (entry, expected) in some.Zip(everyOne.Find(some)))
            {
                var found = (await FindAsync(finder, entry)).Select(hit => (hit.OrganisationId, hit.Verdict));
                if (found.SequenceEqual(expected))
                    Interlocked.Increment(ref same);
                else
                    await Console.Error.WriteLineAsync($"{entry.Kind}: {entry.Values[RelationFields.Name]}, {entry.Values[RelationFields.Town]}: missed {Told(companies, expected.Except(found))}, found instead {Told(companies, found.Except(expected))}");
            }
            // It takes a while among a million: whoever stops it has what it found so far.
            await Console.Error.WriteLineAsync($"{Interlocked.Add(ref asked, some.Length):N0} of {entries.Count:N0} entries laid beside every one, {same:N0} the same");
        });
        new Figure($"{where}: same answer as laying it beside every one", same, "entries", entries.Count, "entries asked").Print();
    }

    static string Told(MadeCompanies companies, IEnumerable<(Guid Id, Verdict Verdict)> answers) => string.Join("; ",
        answers.Join(companies.Compared, answer => answer.Id, known => known.Organisation.Id, (answer, known) => $"{known.Organisation.Name}, {known.Organisation.Address.Town} ({answer.Verdict})"));

    static Task<IReadOnlyList<DuplicateHit>> FindAsync(DuplicateFinder finder, LabelledEntry entry)
    {
        var (organisation, contacts) = new SubmittedValues(entry.Values).ToCompare();
        return finder.FindAsync(organisation, contacts);
    }

    /// <summary>How long the answers took, and how many of the known ones were in them.</summary>
    sealed record Answers(double P50, double P95, double P99, double Found)
    {
        public static async Task<Answers> TakeAsync(List<LabelledEntry> entries, Func<LabelledEntry, Task<IReadOnlyList<Guid>>> ask)
        {
            foreach (var entry in entries.Take(entries.Count / 20))
                await ask(entry);
            var (times, found) = (new List<double>(entries.Count), 0);
            foreach (var entry in entries)
            {
                var begun = Stopwatch.GetTimestamp();
                var answer = await ask(entry);
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                found += entry.Known is { } known && answer.Contains(known.Id) ? 1 : 0;
            }
            times.Sort();
            return new(At(times, 0.5), At(times, 0.95), At(times, 0.99), found / (double)entries.Count(entry => entry.Known is not null));
        }

        static double At(List<double> times, double part) => Figure.Round(times[(int)(times.Count * part)]);
    }
}
