using Crm.Data;
using Crm.Forecasts;
using Crm.Projects;
using Crm.Quotes;
using Crm.Relations;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Crm.Search;

/// <summary>Which words a record has, and how they follow it.</summary>
public static class RecordWords
{
    /// <summary>What the words are taken from.</summary>
    static readonly HashSet<string> Named =
        [nameof(Forecast.Number), nameof(Forecast.Description), nameof(Quote.Title), nameof(Project.Name), nameof(Person.FirstName), nameof(Person.Prefix), nameof(Person.LastName)];

    /// <summary>Of a forecast, quote, project or person; of anything else none.</summary>
    public static IEnumerable<RecordWord> Of(object record) => record switch
    {
        Forecast forecast => Of(WordKind.Forecast, forecast.Id, $"{forecast.Number} {forecast.Description}"),
        Quote quote => Of(WordKind.Quote, quote.Id, $"{quote.Number} {quote.Title}"),
        Project project => Of(WordKind.Project, project.Id, $"{project.Number} {project.Name}"),
        Person person => Of(WordKind.Person, person.Id, person.FullName),
        _ => [],
    };

    public static IEnumerable<RecordWord> Of(WordKind kind, Guid recordId, string text) =>
        SearchName.AllWords(text).Select(Fitting).Distinct().Select(word => new RecordWord { Kind = kind, Word = word, RecordId = recordId });

    /// <summary>The words that were typed, the first eight. One letter begins a word of nearly every record: it is asked for only when nothing else was typed. A digit is part of a number.</summary>
    public static IReadOnlyList<string> Asked(string typed)
    {
        var words = SearchName.AllWords(typed).Select(Fitting).Distinct().ToList();
        var longer = words.FindAll(word => word.Length > 1 || char.IsAsciiDigit(word[0]));
        return [.. (longer.Count > 0 ? longer : words).Take(SearchName.MostTyped)];
    }

    // The database compares, so there is no culture to choose: ordinal overloads do not translate.
#pragma warning disable CA1309
    /// <summary>The records in which each of the words begins one.</summary>
    /// <param name="words">At least one.</param>
    public static IQueryable<Guid> Having(CrmDbContext db, WordKind kind, IReadOnlyList<string> words) => words
        .Select(word => db.RecordWords.Where(kept => kept.Kind == kind && string.Compare(kept.Word, word) >= 0 && string.Compare(kept.Word, word + "~") < 0).Select(kept => kept.RecordId))
        .Aggregate((one, other) => one.Intersect(other));
#pragma warning restore CA1309

    /// <summary>Brings the words of every record whose name changes up to date, whoever changes it: called before each save.</summary>
    public static async Task FollowAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        foreach (var record in db.ChangeTracker.Entries().Where(IsRenamed).ToList())
            await FollowAsync(db, record, cancellationToken);
    }

    /// <summary>For a record that goes by a statement, past the change tracker.</summary>
    public static Task ForgetAsync(CrmDbContext db, Guid recordId, CancellationToken cancellationToken) =>
        db.RecordWords.Where(word => word.RecordId == recordId).ExecuteDeleteAsync(cancellationToken);

    static bool IsRenamed(EntityEntry record) => record.Entity is Forecast or Quote or Project or Person && record.State switch
    {
        EntityState.Added or EntityState.Deleted => true,
        EntityState.Modified => record.Properties.Any(property => property.IsModified && Named.Contains(property.Metadata.Name)),
        _ => false,
    };

    static async Task FollowAsync(CrmDbContext db, EntityEntry record, CancellationToken cancellationToken)
    {
        var wanted = record.State == EntityState.Deleted ? [] : Of(record.Entity).ToDictionary(word => word.Word);
        var id = (Guid)record.Property("Id").CurrentValue!;
        // Nothing is kept of what is new, and a question for each would slow an import down.
        var kept = record.State == EntityState.Added ? [] : await db.RecordWords.Where(word => word.RecordId == id).ToListAsync(cancellationToken);
        db.RecordWords.RemoveRange(kept.Where(word => !wanted.ContainsKey(word.Word)));
        db.RecordWords.AddRange(wanted.Values.ExceptBy(kept.Select(word => word.Word), word => word.Word));
    }

    static string Fitting(string word) => word.Length <= RecordWord.Longest ? word : word[..RecordWord.Longest];
}
