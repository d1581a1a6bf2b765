using Crm.Data;
using Crm.Data.Load;
using Crm.Duplicates;
using Crm.EntryProfiles;
using Crm.Relations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Benchmarks.Duplicates;

/// <summary>Known companies in a database, and entries that are laid beside them by the product's own check.</summary>
public sealed class MadeCompanies(int known, int entries, int seed)
{
    const int Portion = 5_000;

    readonly LoadChance chance = new(seed, 0);
    readonly List<ComparedOrganisation> compared = new(known);

    /// <summary>The known ones, as the comparison sees them.</summary>
    public IReadOnlyList<ComparedOrganisation> Compared => compared;

    public async Task<IReadOnlyList<LabelledEntry>> FillAsync(CrmDbContext db, CancellationToken cancellationToken = default)
    {
        var made = new KnownOrganisations(chance);
        await IndexesAside.TakeAsync(db, LoadedRows.Tables(db), cancellationToken);
        for (var first = 0; first < known; first += Portion)
        {
            var portion = Enumerable.Range(first, Math.Min(Portion, known - first)).Select(made.Next).ToList();
            await WriteAsync(db, portion, cancellationToken);
            compared.AddRange(portion.Select(one => ComparedOrganisation.Of(one.Organisation, one.Contacts)));
            // They lie in the database.
            portion.ForEach(one => one.Organisation.Keys.Clear());
        }
        await IndexesAside.PutBackAsync(db, _ => { }, cancellationToken);
        await db.Database.ExecuteSqlRawAsync("ANALYZE", cancellationToken);
        var labelled = new LabelledEntries(chance, made, [.. compared.Select(one => one.Organisation)]);
        return [.. Enumerable.Range(known, entries).Select(labelled.Next)];
    }

    public static async Task CheckAsync(DuplicateFinder finder, IReadOnlyList<LabelledEntry> entries, IReadOnlyList<Confusion> confusions, CancellationToken cancellationToken = default)
    {
        var answers = new IReadOnlyList<DuplicateHit>[entries.Count];
        await Parallel.ForAsync(0, entries.Count, cancellationToken, async (at, stop) =>
        {
            var (organisation, contacts) = new SubmittedValues(entries[at].Values).ToCompare();
            answers[at] = await finder.FindAsync(organisation, contacts, null, stop);
        });
        foreach (var (entry, hits) in entries.Zip(answers))
        {
            foreach (var confusion in confusions)
                confusion.Count(entry, hits);
        }
    }

    static async Task WriteAsync(CrmDbContext db, List<(Organisation Organisation, IReadOnlyList<Contact> Contacts)> portion, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await new BulkTable<Organisation>(db).WriteAsync(portion.Select(one => one.Organisation), cancellationToken);
        await new BulkTable<OrganisationKey>(db).WriteAsync(portion.SelectMany(one => one.Organisation.Keys), cancellationToken);
        await new BulkTable<Person>(db).WriteAsync(portion.SelectMany(one => one.Contacts).Select(contact => contact.Person!), cancellationToken);
        await new BulkTable<Contact>(db).WriteAsync(portion.SelectMany(one => one.Contacts), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
