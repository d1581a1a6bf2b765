using System.Globalization;
using System.Net;
using Crm.CustomFields;

namespace Crm.Merging;

/// <summary>Whatever is merged, edited and undone in whatever order: once all is undone, only the edits are left.</summary>
public sealed class RandomMergeTests
{
    const int Relations = 5;
    const int Steps = 14;
    const int OnOneServer = 25;

    // One of the relation, one of its organisation.
    static readonly string[] Custom = ["relation_wagenpark", "organisation_leverancier"];
    static readonly string[] Edited = ["name", "industry", "street", "town", "website", "warning", "legalForm", .. Custom];
    static readonly string[] Taken = ["name", "industry", "address", "website", "warning", "legalForm", "phone", "responsible", .. Custom];

    /// <summary>CRM_MERGES says how many sequences; a thousand take some minutes.</summary>
    static readonly int Sequences = int.TryParse(Environment.GetEnvironmentVariable("CRM_MERGES"), CultureInfo.InvariantCulture, out var asked) ? asked : 6;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Random_merges_and_edits_leave_only_the_edits_once_they_are_undone(On on)
    {
        // Each look at the state reads all of it, so a server that has had its share of sequences makes place for an empty one.
        for (var from = 0; from < Sequences; from += OnOneServer)
        {
            await using var server = await CrmServer.StartAsync(on);
            var (maker, sanne) = (await FieldMaker.OnAsync(server), new Merger(server, await server.SignInAsync("sanne")));
            await maker.AddAsync(CustomRecord.Relation, CustomType.Text, "Wagenpark");
            await maker.AddAsync(CustomRecord.Organisation, CustomType.Text, "Leverancier");
            for (var seed = from; seed < Math.Min(from + OnOneServer, Sequences); seed++)
                await new Sequence(sanne, seed).RunAsync();
        }
    }

    sealed class Sequence(Merger sanne, int seed)
    {
        readonly Random random = new(seed);
        readonly List<(Guid Id, Guid Source, Guid Target)> merges = [];
        readonly List<Guid> alive = [];
        SortedDictionary<string, string> expected = new(StringComparer.Ordinal);
        int edits;

        public async Task RunAsync()
        {
            for (var number = 0; number < Relations; number++)
                alive.Add((await sanne.RelationAsync($"R{seed}x{number}")).RelationId!.Value);
            expected = await sanne.StateAsync();
            for (var step = 0; step < Steps; step++)
                await StepAsync();
            while (merges.Count > 0)
                await UndoAsync(merges.Count - 1);
            var state = await sanne.StateAsync();
            // Keys follow the values and history grows with each edit; both have tests of their own.
            var wrong = expected.Where(pair => !pair.Key.StartsWith("keys", StringComparison.Ordinal) && state.GetValueOrDefault(pair.Key) != pair.Value)
                .Select(pair => $"{pair.Key}: {pair.Value} became {state.GetValueOrDefault(pair.Key)}").ToList();
            Assert.True(wrong.Count == 0, $"Seed {seed}: {string.Join("; ", wrong)}");
        }

        Task StepAsync() => random.Next(10) switch
        {
            < 4 when alive.Count > 1 => MergeAsync(),
            < 6 when merges.Count > 0 => UndoAsync(random.Next(merges.Count)),
            6 => AddContactAsync(),
            _ => EditAsync(),
        };

        async Task MergeAsync()
        {
            var pair = alive.OrderBy(_ => random.Next()).Take(2).ToArray();
            var take = Taken.Where(_ => random.Next(2) == 0).ToArray();
            merges.Add((await sanne.MergeAsync(Merging.MergeKind.Relation, pair[0], pair[1], take), pair[0], pair[1]));
            alive.Remove(pair[0]);
        }

        /// <summary>Undoing is refused exactly when a later merge still stands that has a record in common.</summary>
        async Task UndoAsync(int index)
        {
            var (id, source, target) = merges[index];
            var isFree = !merges.Skip(index + 1).Any(later => later.Source == target || later.Target == target || later.Source == source || later.Target == source);
            var answer = await sanne.SendUndoAsync(id);
            Assert.Equal(isFree ? HttpStatusCode.NoContent : HttpStatusCode.Conflict, answer.StatusCode);
            if (!isFree)
                return;
            merges.RemoveAt(index);
            alive.Add(source);
        }

        async Task EditAsync()
        {
            var (id, field) = (alive[random.Next(alive.Count)], Edited[random.Next(Edited.Length)]);
            var value = field == "website" ? $"www.e{seed}-{edits++}.example" : $"E{seed} {edits++}";
            await sanne.EditAsync(id, field, value);
            expected[$"relation {id} {field}"] = value;
        }

        async Task AddContactAsync()
        {
            var relation = alive[random.Next(alive.Count)];
            var contact = await sanne.AddContactAsync(relation, new() { FirstName = "N", LastName = $"Nieuw{seed} {edits++}" });
            expected[$"contact {contact}"] = (await sanne.StateAsync())[$"contact {contact}"];
        }
    }
}
