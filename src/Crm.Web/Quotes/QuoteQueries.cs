using Crm.Data;
using Crm.Quotes.Prices;
using Crm.Relations;
using Crm.Users;

namespace Crm.Quotes;

/// <summary>Which quotes a list shows.</summary>
/// <param name="Text">Each word of it in the number, the title or what the relation is found by.</param>
/// <param name="IsExpiring">Sent, and valid for a week at most.</param>
/// <param name="After">The last quote of the page before.</param>
public sealed record QuoteFilter(
    IReadOnlyList<QuoteStatus>? Statuses = null, Guid? AuthorId = null, Guid? RelationId = null, Guid? ForecastId = null, string? Text = null,
    bool IsExpiring = false, Guid? After = null, int Take = 50);

/// <summary>What a quote is known by in lists.</summary>
public sealed record QuoteRow(
    Guid Id, string Number, int Version, string Title, QuoteStatus Status, bool Counts, Guid RelationId, string RelationName, Guid ForecastId, string AuthorName,
    decimal NetAmount, decimal GrossAmount, decimal CostAmount, DateOnly ValidUntil, DateTime SavedAt)
{
    public string NumberAndVersion => Version == 1 ? Number : $"{Number} v{Version}";
    public decimal? MarginPercent => QuoteTotals.PercentOf(NetAmount - CostAmount, NetAmount);
}

/// <summary>A page of quotes, with how many there are and what they come to in all.</summary>
public sealed record QuoteList(IReadOnlyList<QuoteRow> Rows, int Count, decimal NetAmount, Guid? Next);

public sealed record QuoteVersion(Guid Id, int Version, QuoteStatus Status, decimal NetAmount, DateTime CreatedAt, string AuthorName);

/// <summary>A quote with all that its page shows.</summary>
public sealed record QuoteDetails(
    Quote Quote, string RelationName, string ContactName, string AuthorName, Guid OrganisationId, decimal MarginNorm, VatRates Rates,
    IReadOnlyList<QuoteVersion> Versions, bool MayEdit, bool MayReview, bool MayDirect, QuoteTask? MyTask);

/// <summary>What the process asks of the reader, with the answers it takes.</summary>
public sealed record QuoteTask(Guid Id, LocalText Title, IReadOnlyList<string> Outcomes);

/// <summary>What reads differently, and against what.</summary>
/// <param name="AgainstVersion">Null: the same version as it was at the last review.</param>
public sealed record QuoteComparison(int Version, int? AgainstVersion, QuoteContent Old, IReadOnlyList<QuoteDifference> Differences);

/// <summary>Reads quotes for pages, tasks and programs.</summary>
public sealed class QuoteQueries(CrmDatabase database, TimeProvider clock)
{
    const int ExpiringDays = 7;

    public Task<QuoteList> ListAsync(QuoteFilter filter, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var quotes = Filtered(db, filter);
        var count = await quotes.CountAsync(cancellationToken);
        var amount = await quotes.SumAsync(q => q.NetAmount, cancellationToken);
        if (filter.After is { } after && await db.Quotes.Where(q => q.Id == after).Select(q => (DateTime?)q.CreatedAt).SingleOrDefaultAsync(cancellationToken) is { } at)
            quotes = quotes.Where(q => q.CreatedAt < at || q.CreatedAt == at && q.Id.CompareTo(after) < 0);
        var take = Math.Clamp(filter.Take, 1, 200);
        var rows = await Rows(db, quotes.OrderByDescending(q => q.CreatedAt).ThenByDescending(q => q.Id)).Take(take + 1).ToListAsync(cancellationToken);
        return new QuoteList([.. rows.Take(take)], count, amount, rows.Count > take ? rows[take - 1].Id : null);
    }, cancellationToken);

    public Task<QuoteDetails> GetAsync(Guid id, Actor actor, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var quote = await db.Quotes.AsNoTracking().Include(q => q.Lines).Include(q => q.Forecast).Include(q => q.Relation!.Organisation).Include(q => q.Contact!.Person)
            .AsSplitQuery().SingleOrDefaultAsync(q => q.Id == id, cancellationToken) ?? throw QuoteAccess.NotFound();
        var versions = await db.Quotes.Where(q => q.Number == quote.Number).OrderByDescending(q => q.Version)
            .Select(q => new QuoteVersion(q.Id, q.Version, q.Status, q.NetAmount, q.CreatedAt, db.Users.Where(u => u.Id == q.AuthorId).Select(u => u.Name).FirstOrDefault() ?? ""))
            .ToListAsync(cancellationToken);
        var norm = await db.Companies.Select(c => (decimal?)c.MarginNorm).SingleOrDefaultAsync(cancellationToken) ?? 0;
        return new QuoteDetails(
            quote, quote.Relation!.Organisation!.Name, quote.Contact?.Person?.FullName ?? "", versions.Single(v => v.Id == id).AuthorName, quote.Relation.OrganisationId, norm,
            await db.VatRatesAsync(cancellationToken), versions, await db.MayEditAsync(quote, actor, cancellationToken), await db.MayReviewAsync(quote, actor, cancellationToken), quote.MayDirect(actor),
            await MyTaskAsync(db, id, actor, cancellationToken));
    }, cancellationToken);

    /// <summary>What the one version says differently from the other, oldest first.</summary>
    public Task<QuoteComparison> CompareAsync(Guid id, Guid otherId, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var pair = await db.Quotes.AsNoTracking().Include(q => q.Lines).AsSplitQuery().Where(q => q.Id == id || q.Id == otherId).OrderBy(q => q.Version).ToListAsync(cancellationToken);
        if (pair.Count < 2)
            throw QuoteAccess.NotFound();
        if (pair[0].Number != pair[1].Number)
            throw RefusedException.Invalid("with", "Alleen twee versies van dezelfde offerte zijn te vergelijken.", "Only two versions of the same quote can be compared.");
        return Comparison(pair[1], pair[0].Version, QuoteContent.Of(pair[0]));
    }, cancellationToken);

    /// <summary>For a reviewer: against the last review of this version, else against the version before; null for a first review of a first version.</summary>
    public Task<QuoteComparison?> SinceLastSeenAsync(Guid id, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var quote = await db.Quotes.AsNoTracking().Include(q => q.Lines).AsSplitQuery().SingleOrDefaultAsync(q => q.Id == id, cancellationToken) ?? throw QuoteAccess.NotFound();
        if (quote.LastReviewed is { } seen)
            return Comparison(quote, null, seen);
        var before = await db.Quotes.AsNoTracking().Include(q => q.Lines).AsSplitQuery().Where(q => q.Number == quote.Number && q.Version < quote.Version)
            .OrderByDescending(q => q.Version).FirstOrDefaultAsync(cancellationToken);
        return before is null ? null : Comparison(quote, before.Version, QuoteContent.Of(before));
    }, cancellationToken);

    /// <summary>The contacts a quote can be addressed to.</summary>
    public Task<IReadOnlyList<QuoteContact>> ContactsAsync(Guid organisationId, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<QuoteContact>>(async db =>
    {
        var contacts = await db.Contacts.AsNoTracking().Include(c => c.Person).Where(c => c.OrganisationId == organisationId && !c.IsBlocked).ToListAsync(cancellationToken);
        return [.. contacts.OrderBy(c => c.Person!.LastName, StringComparer.CurrentCulture).Select(c => new QuoteContact(c.Id, c.Person!.FullName, c.Function, MobileNumber.Of(c)))];
    }, cancellationToken);

    /// <summary>Whether the forecast of this quote has another one that can still be signed, or still be made so.</summary>
    public Task<bool> HasOthersAliveAsync(Guid id, CancellationToken cancellationToken = default) => database.ReadAsync(db => db.Quotes.AnyAsync(
        other => other.Id != id && Quote.Alive.Contains(other.Status) && db.Quotes.Any(quote => quote.Id == id && quote.ForecastId == other.ForecastId), cancellationToken), cancellationToken);

    /// <summary>What someone who is about to compose a quote on a forecast must know.</summary>
    public Task<QuoteStart> StartAsync(Guid forecastId, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var forecast = await db.Forecasts.AsNoTracking().Include(f => f.Relation!.Organisation).SingleOrDefaultAsync(f => f.Id == forecastId, cancellationToken)
            ?? throw RefusedException.NotFound("Deze forecast bestaat niet.", "This forecast does not exist.");
        var relation = forecast.Relation!;
        return new QuoteStart(
            forecast.Id, forecast.Number, forecast.Description, relation.Organisation!.Name, relation.WarningText, relation.Language, !relation.IsEntrepreneur, forecast.ContactId,
            await ContactsAsync(relation.OrganisationId, cancellationToken));
    }, cancellationToken);

    static async Task<QuoteTask?> MyTaskAsync(CrmDbContext db, Guid quoteId, Actor actor, CancellationToken cancellationToken) =>
        await db.TasksOf(quoteId, actor).AsNoTracking().OrderBy(task => task.CreatedAt).FirstOrDefaultAsync(cancellationToken) is { } task
            ? new(task.Id, task.Title, [.. task.Outcomes.Select(outcome => outcome.Name)])
            : null;

    static QuoteComparison Comparison(Quote quote, int? againstVersion, QuoteContent old) =>
        new(quote.Version, againstVersion, old, QuoteDifferences.Between(old, QuoteContent.Of(quote)));

    IQueryable<Quote> Filtered(CrmDbContext db, QuoteFilter filter)
    {
        var quotes = db.Quotes.AsQueryable();
        if (filter.Statuses is { Count: > 0 } statuses)
            quotes = quotes.Where(q => statuses.Contains(q.Status));
        if (filter.AuthorId is { } author)
            quotes = quotes.Where(q => q.AuthorId == author);
        if (filter.RelationId is { } relation)
            quotes = quotes.Where(q => q.RelationId == relation);
        if (filter.ForecastId is { } forecast)
            quotes = quotes.Where(q => q.ForecastId == forecast);
        if (filter.IsExpiring)
        {
            var last = clock.Today().AddDays(ExpiringDays);
            quotes = quotes.Where(q => q.Status == QuoteStatus.Sent && q.ValidUntil <= last);
        }
        return SearchName.Typed(filter.Text).Aggregate(quotes, (found, word) => Having(found, db, word));
    }

    /// <summary>In the number or the title, or as the beginning of a word that the relation is found by.</summary>
    static IQueryable<Quote> Having(IQueryable<Quote> quotes, CrmDbContext db, string word)
    {
        var relations = RelationSearch.HavingWord(db, word);
        return quotes.Where(q => q.Number.ToLower().Contains(word) || q.Title.ToLower().Contains(word) || relations.Contains(q.RelationId));
    }

    static IQueryable<QuoteRow> Rows(CrmDbContext db, IQueryable<Quote> quotes) => quotes.Select(q => new QuoteRow(
        q.Id, q.Number, q.Version, q.Title, q.Status, q.Counts, q.RelationId, q.Relation!.Organisation!.Name, q.ForecastId,
        db.Users.Where(u => u.Id == q.AuthorId).Select(u => u.Name).FirstOrDefault() ?? "",
        q.NetAmount, q.GrossAmount, q.CostAmount, q.ValidUntil, q.SavedAt));
}

/// <param name="Mobile">E.164; empty when there is none.</param>
public sealed record QuoteContact(Guid Id, string Name, string Function, string Mobile)
{
    public string NameAndFunction => Function.Length > 0 ? $"{Name}, {Function}" : Name;
}

public sealed record QuoteStart(
    Guid ForecastId, string ForecastNumber, string Title, string RelationName, string WarningText, string Language, bool PricesIncludeVat, Guid? ContactId, IReadOnlyList<QuoteContact> Contacts);
