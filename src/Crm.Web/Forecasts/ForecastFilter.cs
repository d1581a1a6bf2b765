using System.Globalization;
using Crm.CustomFields;
using Crm.Data;
using Crm.Relations;
using Crm.Users;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Forecasts;

/// <summary>What asks for attention.</summary>
public enum Attention { Overdue, NoAppointment, Stale }

public enum ForecastSort { Date, Amount }

/// <summary>Which forecasts are looked at. The address of the page and the query of the API are this filter, so that a figure anywhere can open the list that adds up to it.</summary>
public sealed record ForecastFilter
{
    public Whose Whose { get; init; }
    /// <summary>One person's.</summary>
    public Guid? Responsible { get; init; }
    public Guid? Relation { get; init; }
    public Guid? Group { get; init; }
    public Guid? Source { get; init; }
    public Guid? Campaign { get; init; }
    /// <summary>Key of the status.</summary>
    public string? Status { get; init; }
    /// <summary>Null is all results.</summary>
    public ForecastResult? Result { get; init; } = ForecastResult.Open;
    /// <summary>Of the expected date while open, of the closing date afterwards.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? Until { get; init; }
    public Guid? LossReason { get; init; }
    public Guid? LostTo { get; init; }
    public Attention? Attention { get; init; }
    public string? Search { get; init; }
    public ForecastSort Sort { get; init; }
    /// <summary>What the list shows: see <see cref="ForecastColumns"/>. Null is as usual.</summary>
    public string? Columns { get; init; }
    /// <summary>What is asked of custom fields: see <see cref="CustomFilters"/>.</summary>
    public IReadOnlyDictionary<string, string> Custom { get; init; } = CustomFilters.None;

    /// <summary>"whose=Mine&amp;status=quote", without what is as usual.</summary>
    public string ToQuery()
    {
        var usual = new ForecastFilter();
        var query = new Dictionary<string, string?>();
        Add("whose", Whose, usual.Whose);
        Add("responsible", Responsible, null);
        Add("relation", Relation, null);
        Add("group", Group, null);
        Add("source", Source, null);
        Add("campaign", Campaign, null);
        Add("status", Status, null);
        Add("result", Result?.ToString() ?? "All", usual.Result.ToString());
        Add("from", From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null);
        Add("until", Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null);
        Add("lossReason", LossReason, null);
        Add("lostTo", LostTo, null);
        Add("attention", Attention, null);
        Add("search", Search, null);
        Add("sort", Sort, usual.Sort);
        Add("columns", Columns, null);
        foreach (var (field, asked) in Custom)
            Add(field, asked, null);
        return QueryHelpers.AddQueryString("", query).TrimStart('?');

        void Add(string name, object? value, object? usually)
        {
            if (value is not null && !value.Equals(usually) && value.ToString() is { Length: > 0 } text)
                query[name] = text;
        }
    }

    /// <summary>Reads an address; what cannot be read is refused, so that no figure is wider than it says.</summary>
    public static ForecastFilter Parse(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> query)
    {
        var given = query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new()
        {
            Whose = Read<Whose>("whose") ?? default,
            Responsible = Id("responsible"),
            Relation = Id("relation"),
            Group = Id("group"),
            Source = Id("source"),
            Campaign = Id("campaign"),
            Status = Text("status"),
            Result = Text("result") is { } result ? result.Equals("all", StringComparison.OrdinalIgnoreCase) ? null : Read<ForecastResult>("result") : ForecastResult.Open,
            From = Day("from"),
            Until = Day("until"),
            LossReason = Id("lossReason"),
            LostTo = Id("lostTo"),
            Attention = Read<Attention>("attention"),
            Search = Text("search"),
            Sort = Read<ForecastSort>("sort") ?? default,
            Columns = Text("columns") is { } columns ? ForecastColumns.Text(ForecastColumns.Of(columns), CustomColumns.Of(columns)) : null,
            Custom = CustomFilters.Parse(query, CustomRecord.Forecast),
        };

        string? Text(string name) => given.GetValueOrDefault(name)?.Trim() is { Length: > 0 } text ? text : null;

        Guid? Id(string name) => Text(name) is { } text ? Guid.TryParse(text, out var id) ? id : throw Unreadable(name, text) : null;

        DateOnly? Day(string name) => Text(name) is { } text
            ? DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) ? day : throw Unreadable(name, text)
            : null;

        T? Read<T>(string name) where T : struct, Enum => Text(name) is { } text
            ? Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : throw Unreadable(name, text)
            : null;
    }

    static RefusedException Unreadable(string name, string text) =>
        RefusedException.Invalid(name, $"“{text}” is geen geldige waarde voor {name}.", $"“{text}” is not a valid value for {name}.");

    /// <summary>The forecasts that pass.</summary>
    public IQueryable<Forecast> Of(CrmDbContext db, Actor actor, TimeProvider clock)
    {
        var forecasts = Named(db.Forecasts.SeenBy(db, actor, Whose), db);
        if (Result is { } result)
            forecasts = forecasts.Where(f => f.Result == result);
        if (Status is { } status)
            forecasts = forecasts.Where(f => f.Status!.Key == status);
        if (Search is { } search)
            forecasts = Found(forecasts, db, search);
        foreach (var (field, asked) in Custom)
        {
            var having = CustomFilters.Having(db, field, asked);
            forecasts = forecasts.Where(f => having.Contains(f.Id));
        }
        return WithAttention(Within(forecasts), db, clock);
    }

    IQueryable<Forecast> Named(IQueryable<Forecast> forecasts, CrmDbContext db)
    {
        if (Responsible is not null)
            forecasts = forecasts.WorkedOnBy(db, Responsible);
        if (Relation is not null)
            forecasts = forecasts.Where(f => f.RelationId == Relation);
        if (Group is not null)
            forecasts = forecasts.Where(f => f.GroupId == Group);
        if (Source is not null)
            forecasts = forecasts.Where(f => f.SourceId == Source);
        if (Campaign is not null)
            forecasts = forecasts.Where(f => f.CampaignId == Campaign);
        if (LossReason is not null)
            forecasts = forecasts.Where(f => f.LossReasonId == LossReason);
        if (LostTo is not null)
            forecasts = forecasts.Where(f => f.LostToId == LostTo);
        return forecasts;
    }

    IQueryable<Forecast> Within(IQueryable<Forecast> forecasts) => Result switch
    {
        ForecastResult.Open => forecasts.Where(f => (From == null || f.ExpectedDate >= From) && (Until == null || f.ExpectedDate <= Until)),
        null => forecasts.Where(f => (From == null || (f.ClosedOn ?? f.ExpectedDate) >= From) && (Until == null || (f.ClosedOn ?? f.ExpectedDate) <= Until)),
        _ => forecasts.Where(f => (From == null || f.ClosedOn >= From) && (Until == null || f.ClosedOn <= Until)),
    };

    /// <summary>Each word stands somewhere: in the description, at the beginning of the number, or as the beginning of a word that the relation is found by.</summary>
    static IQueryable<Forecast> Found(IQueryable<Forecast> forecasts, CrmDbContext db, string search) =>
        SearchName.Typed(search).Aggregate(forecasts, (found, word) => Having(found, db, word));

    static IQueryable<Forecast> Having(IQueryable<Forecast> forecasts, CrmDbContext db, string word)
    {
        var relations = RelationSearch.HavingWord(db, word);
        return forecasts.Where(f => f.Description.ToLower().Contains(word) || f.Number.ToLower().StartsWith(word) || relations.Contains(f.RelationId));
    }

    IQueryable<Forecast> WithAttention(IQueryable<Forecast> forecasts, CrmDbContext db, TimeProvider clock)
    {
        var today = clock.Today();
        var startOfToday = Clock.Utc(today, TimeOnly.MinValue);
        return Attention switch
        {
            Forecasts.Attention.Overdue => forecasts.Where(f => f.Result == ForecastResult.Open && f.ExpectedDate < today),
            Forecasts.Attention.NoAppointment => forecasts.Where(f => f.Result == ForecastResult.Open
                && !db.ContactMoments.Any(m => m.ForecastId == f.Id && m.IsPlanned && m.At >= startOfToday)),
            Forecasts.Attention.Stale => forecasts.Where(f => f.Result == ForecastResult.Open && f.Status!.StaleAfterDays != null
                && f.StatusSince < startOfToday.AddDays(-f.Status.StaleAfterDays.Value)),
            _ => forecasts,
        };
    }
}
