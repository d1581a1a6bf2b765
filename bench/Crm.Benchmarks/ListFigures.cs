using System.Data.Common;
using System.Diagnostics;
using Crm.ContactMoments;
using Crm.Data;
using Crm.Forecasts;
using Crm.Relations;
using Crm.Search;
using Crm.Users;
using Microsoft.EntityFrameworkCore;

namespace Crm.Benchmarks;

/// <summary>How long a list, filter, sort or search takes on the server, with its exact count, beside the same question in hand-written SQL.</summary>
public sealed class ListFigures(string database, BenchServer server)
{
    const int Rounds = 40;
    // Of what takes seconds a few rounds tell enough.
    const int FewestRounds = 5;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    sealed record Question(string Name, Func<Task> Ask, string Count, string Page);

    /// <summary>In the order of the pages; the first asks of each are not counted.</summary>
    public async Task PrintAsync()
    {
        var size = await server.Database.ReadAsync(db => db.Relations.CountAsync());
        foreach (var question in await QuestionsAsync(size))
        {
            var own = await PercentileAsync(question.Ask);
            var byHand = await PercentileAsync(() => AskByHandAsync(question));
            new Figure($"{database}: {question.Name}, {size:N0} relations", own.P95, "ms (p95)", byHand.P95, "ms (p95), hand-written SQL") { P50Milliseconds = Figure.Round(own.P50) }.Print();
        }
    }

    async Task<IReadOnlyList<Question>> QuestionsAsync(int size)
    {
        var (relations, forecasts, moments) = (server.Get<RelationQueries>(), server.Get<ForecastQueries>(), server.Get<ContactMomentQueries>());
        var search = server.Get<RecordSearch>();
        var seller = await server.Database.ReadAsync(db => db.Relations.OrderBy(relation => relation.Number).Select(relation => relation.ResponsibleId!.Value).FirstAsync());
        var (middle, middleName) = await MiddleAsync(size);
        var reader = new Actor(seller, "", Door.Api, [Roles.Sales]);
        var all = new ForecastFilter { Whose = Whose.All };
        return
        [
            new("relations by name", () => relations.ListAsync(new(), reader, null, 50, default), Count("\"Relations\" r WHERE NOT r.\"IsArchived\""), Names("NOT r.\"IsArchived\"")),
            new("relations by name, half-way", () => relations.ListAsync(new(), reader, middle, 50, default), Count("\"Relations\" r WHERE NOT r.\"IsArchived\""),
                Names($"NOT r.\"IsArchived\" AND o.\"SearchName\" > '{middleName}'")),
            new("relations, newest first", () => relations.ListAsync(new() { Order = RelationOrder.Newest }, reader, null, 50, default), Count("\"Relations\" r WHERE NOT r.\"IsArchived\""),
                "SELECT r.*, o.* FROM \"Relations\" r JOIN \"Organisations\" o ON o.\"Id\" = r.\"OrganisationId\" WHERE NOT r.\"IsArchived\" ORDER BY r.\"CreatedAt\" DESC, r.\"Id\" DESC LIMIT 51"),
            new("relations of one seller", () => relations.ListAsync(new() { ResponsibleId = seller }, reader, null, 50, default), Count($"\"Relations\" r WHERE NOT r.\"IsArchived\" AND r.\"ResponsibleId\" = {Id(seller)}"),
                Names($"NOT r.\"IsArchived\" AND r.\"ResponsibleId\" = {Id(seller)}")),
            new("relations, blocked", () => relations.ListAsync(new() { State = RelationState.Blocked }, reader, null, 50, default), Count("\"Relations\" r WHERE NOT r.\"IsArchived\" AND r.\"IsBlocked\""), Names("NOT r.\"IsArchived\" AND r.\"IsBlocked\"")),
            Search("a rare word", "zwaan"), Search("a common word", "bakkerij"), Search("two words", "bakkerij tilburg"), Search("a town", "utrecht"), Search("a number", "10050"),
            Anything("one word", "bakkerij"), Anything("two words", "jansen tilburg"), Anything("two letters", "ko"),
            new("open forecasts by date, without totals", () => forecasts.PartAsync(all, reader, null), "SELECT 1", Forecasts("f.\"Result\" = 'Open'", "f.\"ExpectedDate\", f.\"Id\"")),
            new("open forecasts by date", () => forecasts.ListAsync(all, reader, null), Sums("\"Result\" = 'Open'"), Forecasts("f.\"Result\" = 'Open'", "f.\"ExpectedDate\", f.\"Id\"")),
            new("open forecasts by amount", () => forecasts.ListAsync(all with { Sort = ForecastSort.Amount }, reader, null), Sums("\"Result\" = 'Open'"), Forecasts("f.\"Result\" = 'Open'", "f.\"ExpectedAmount\" DESC, f.\"Id\"")),
            new("open forecasts of one seller", () => forecasts.ListAsync(all with { Whose = Whose.Mine }, reader, null), Sums($"\"Result\" = 'Open' AND \"ResponsibleId\" = {Id(seller)}"),
                Forecasts($"f.\"Result\" = 'Open' AND f.\"ResponsibleId\" = {Id(seller)}", "f.\"ExpectedDate\", f.\"Id\"")),
            new("scored forecasts", () => forecasts.ListAsync(all with { Result = ForecastResult.Scored }, reader, null), Sums("\"Result\" = 'Scored'"), Forecasts("f.\"Result\" = 'Scored'", "f.\"ClosedOn\" DESC, f.\"Id\"")),
            new("open forecasts, searched, without totals", () => forecasts.PartAsync(all with { Search = "bakkerij" }, reader, null), "SELECT 1",
                Forecasts("f.\"Result\" = 'Open' AND EXISTS (SELECT 1 FROM \"OrganisationKeys\" k WHERE k.\"OrganisationId\" = r.\"OrganisationId\" AND k.\"Key\" = 'word:bakkerij')", "f.\"ExpectedDate\", f.\"Id\"")),
            new("open forecasts, searched", () => forecasts.ListAsync(all with { Search = "bakkerij" }, reader, null),
                Count("\"Forecasts\" f JOIN \"Relations\" r ON r.\"Id\" = f.\"RelationId\" JOIN \"OrganisationKeys\" k ON k.\"OrganisationId\" = r.\"OrganisationId\" AND k.\"Key\" = 'word:bakkerij' WHERE f.\"Result\" = 'Open'"),
                Forecasts("f.\"Result\" = 'Open' AND EXISTS (SELECT 1 FROM \"OrganisationKeys\" k WHERE k.\"OrganisationId\" = r.\"OrganisationId\" AND k.\"Key\" = 'word:bakkerij')", "f.\"ExpectedDate\", f.\"Id\"")),
            new("contact moments", () => moments.ListAsync(new(), null, 50, default), Count("\"ContactMoments\" m"), Moments("1 = 1")),
            new("contact moments of one seller", () => moments.ListAsync(new(EmployeeId: seller), null, 50, default), Count($"\"ContactMoments\" m WHERE m.\"EmployeeId\" = {Id(seller)}"), Moments($"m.\"EmployeeId\" = {Id(seller)}")),
            new("appointments", () => moments.ListAsync(new(State: ContactState.Planned), null, 50, default), Count("\"ContactMoments\" m WHERE m.\"IsPlanned\""), Moments("m.\"IsPlanned\"")),
        ];

        // By hand as it is done without an index of words.
        Question Anything(string kind, string text) => new($"anything by {kind}", () => search.FindAsync(text, reader, default),
            Count($"\"Organisations\" o WHERE lower(o.\"Name\") LIKE '%{text}%'"), $"SELECT f.* FROM \"Forecasts\" f WHERE lower(f.\"Description\") LIKE '%{text}%' ORDER BY f.\"Number\" DESC LIMIT 4");

        Question Search(string kind, string text) => new($"relations, search for {kind}", () => relations.ListAsync(new() { Search = text }, reader, null, 50, default),
            Count($"\"Relations\" r WHERE NOT r.\"IsArchived\" AND {Words(text)}"), Names($"NOT r.\"IsArchived\" AND {Words(text)}"));
    }

    Task<(Guid, string)> MiddleAsync(int size) => server.Database.ReadAsync(async db =>
    {
        var half = await db.Relations.OrderBy(relation => relation.Organisation!.SearchName).ThenBy(relation => relation.Id).Skip(size / 2)
            .Select(relation => new { relation.Id, relation.Organisation!.SearchName }).FirstAsync();
        return (half.Id, half.SearchName);
    });

    string Id(Guid id) => database == "SQLite" ? $"'{id.ToString("D").ToUpperInvariant()}'" : $"'{id:D}'";

    static string Count(string from) => $"SELECT COUNT(*) FROM {from}";

    static string Sums(string which) => $"SELECT COUNT(*), SUM(COALESCE(\"OrderAmount\", \"ExpectedAmount\")), SUM(\"WeightedAmount\") FROM \"Forecasts\" WHERE {which}";

    static string Words(string text) => int.TryParse(text, out var number)
        ? $"r.\"Number\" = {number}"
        : string.Join(" AND ", text.Split(' ').Select(word => $"r.\"OrganisationId\" IN (SELECT \"OrganisationId\" FROM \"OrganisationKeys\" WHERE \"Key\" >= 'word:{word}' AND \"Key\" < 'word:{word}~')"));

    static string Names(string which) =>
        $"SELECT r.*, o.* FROM \"Relations\" r JOIN \"Organisations\" o ON o.\"Id\" = r.\"OrganisationId\" WHERE {which} ORDER BY o.\"SearchName\", r.\"Id\" LIMIT 51";

    static string Forecasts(string which, string order) =>
        $"SELECT f.*, o.\"Name\" FROM \"Forecasts\" f JOIN \"Relations\" r ON r.\"Id\" = f.\"RelationId\" JOIN \"Organisations\" o ON o.\"Id\" = r.\"OrganisationId\" WHERE {which} ORDER BY {order} LIMIT 51";

    static string Moments(string which) =>
        $"SELECT m.*, o.\"Name\" FROM \"ContactMoments\" m JOIN \"Relations\" r ON r.\"Id\" = m.\"RelationId\" JOIN \"Organisations\" o ON o.\"Id\" = r.\"OrganisationId\" WHERE {which} ORDER BY m.\"At\" DESC, m.\"Id\" DESC LIMIT 50";

    Task<bool> AskByHandAsync(Question question) => server.Database.ReadAsync(async db =>
    {
        await db.Database.OpenConnectionAsync();
        foreach (var sql in new[] { question.Count, question.Page })
            await ReadAllAsync(db.Database.GetDbConnection(), sql);
        return true;
    });

    static async Task ReadAllAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var values = new object[reader.FieldCount];
        while (await reader.ReadAsync())
            reader.GetValues(values);
    }

    static async Task<(double P50, double P95)> PercentileAsync(Func<Task> ask)
    {
        for (var warm = 0; warm < 3; warm++)
            await ask();
        var (times, start) = (new List<double>(Rounds), Stopwatch.GetTimestamp());
        for (var round = 0; round < Rounds && (round < FewestRounds || Stopwatch.GetElapsedTime(start) < Patience); round++)
        {
            var begun = Stopwatch.GetTimestamp();
            await ask();
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        times.Sort();
        return (times[times.Count / 2], times[(int)(times.Count * 0.95)]);
    }
}
