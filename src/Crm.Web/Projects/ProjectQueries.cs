using System.Globalization;
using Crm.Data;
using Crm.Quotes;
using Crm.Quotes.Prices;
using Crm.Relations;

namespace Crm.Projects;

public sealed record ProjectRow(
    Guid Id, string Number, string Name, Guid RelationId, string Relation, string Group, string Leader, DateOnly StartDate, decimal ContractAmount, decimal CostAmount, DateTime CreatedAt);

public sealed record ProjectList(IReadOnlyList<ProjectRow> Rows, int Count, decimal Amount, string? After);

public sealed record ProjectLineRow(
    LineKind Kind, string Code, string Description, decimal Quantity, string Unit, decimal Price, decimal CostPrice, decimal Amount, decimal CostAmount, bool IsOptional)
{
    /// <summary>In the totals: not an option, not a heading, not a subtotal.</summary>
    public bool IsCounted => !IsOptional && Kind is not (LineKind.Text or LineKind.Subtotal);
}

public sealed record ProjectRecord
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required string Name { get; init; }
    public required Guid RelationId { get; init; }
    public required string Relation { get; init; }
    public required Guid ForecastId { get; init; }
    public required string ForecastNumber { get; init; }
    public Guid? QuoteId { get; init; }
    public string? QuoteNumber { get; init; }
    public required string Group { get; init; }
    public required string Leader { get; init; }
    public required DateOnly StartDate { get; init; }
    public required decimal ContractAmount { get; init; }
    public required decimal CostAmount { get; init; }
    public required DateTime CreatedAt { get; init; }
    public IReadOnlyList<ProjectLineRow> Lines { get; init; } = [];

    /// <summary>What the lines come to; differs from the contract amount when the order was closed at another one.</summary>
    public decimal LinesAmount => Lines.Where(line => line.IsCounted).Sum(line => line.Amount);
    public decimal Margin => ContractAmount - CostAmount;
    public decimal? MarginPercent => QuoteTotals.PercentOf(Margin, ContractAmount);
}

/// <summary>Reads projects.</summary>
public sealed class ProjectQueries(CrmDatabase database)
{
    public const int PageSize = 50;

    /// <summary>Newest first.</summary>
    public Task<ProjectList> ListAsync(string? search, string? after, int take = PageSize, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var projects = Found(db.Projects, db, search);
        var totals = await projects.GroupBy(_ => 1).Select(all => new { Count = all.Count(), Amount = all.Sum(p => p.ContractAmount) }).SingleOrDefaultAsync(cancellationToken);
        var rows = await After(projects, after).OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id).Take(take + 1)
            .Select(p => new ProjectRow(p.Id, p.Number, p.Name, p.RelationId, p.Relation!.Organisation!.Name, p.Group,
                db.Users.Where(user => user.Id == p.LeaderId).Select(user => user.Name).First(), p.StartDate, p.ContractAmount, p.CostAmount, p.CreatedAt))
            .ToListAsync(cancellationToken);
        var next = rows.Count > take ? string.Create(CultureInfo.InvariantCulture, $"{rows[take - 1].CreatedAt.Ticks}_{rows[take - 1].Id:N}") : null;
        return new ProjectList([.. rows.Take(take)], totals?.Count ?? 0, totals?.Amount ?? 0, next);
    }, cancellationToken);

    public Task<ProjectRecord> RecordAsync(Guid id, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
        await db.Projects.Where(p => p.Id == id).Select(p => new ProjectRecord
        {
            Id = p.Id,
            Number = p.Number,
            Name = p.Name,
            RelationId = p.RelationId,
            Relation = p.Relation!.Organisation!.Name,
            ForecastId = p.ForecastId,
            ForecastNumber = db.Forecasts.Where(f => f.Id == p.ForecastId).Select(f => f.Number).First(),
            QuoteId = p.QuoteId,
            QuoteNumber = db.Quotes.Where(q => q.Id == p.QuoteId).Select(q => q.Number).FirstOrDefault(),
            Group = p.Group,
            Leader = db.Users.Where(user => user.Id == p.LeaderId).Select(user => user.Name).First(),
            StartDate = p.StartDate,
            ContractAmount = p.ContractAmount,
            CostAmount = p.CostAmount,
            CreatedAt = p.CreatedAt,
            Lines = p.Lines.OrderBy(l => l.Order)
                .Select(l => new ProjectLineRow(l.Kind, l.Code, l.Description, l.Quantity, l.Unit, l.Price, l.CostPrice, l.Amount, l.CostAmount, l.IsOptional)).ToList(),
        }).SingleOrDefaultAsync(cancellationToken) ?? throw RefusedException.NotFound("Dit project bestaat niet.", "This project does not exist."), cancellationToken);

    static IQueryable<Project> Found(IQueryable<Project> projects, CrmDbContext db, string? search) =>
        SearchName.Typed(search).Aggregate(projects, (found, word) => Having(found, db, word));

    /// <summary>In the name, at the beginning of the number, or as the beginning of a word that the relation is found by.</summary>
    static IQueryable<Project> Having(IQueryable<Project> projects, CrmDbContext db, string word)
    {
        var relations = RelationSearch.HavingWord(db, word);
        return projects.Where(p => p.Number.ToLower().StartsWith(word) || p.Name.ToLower().Contains(word) || relations.Contains(p.RelationId));
    }

    static IQueryable<Project> After(IQueryable<Project> projects, string? after)
    {
        if (string.IsNullOrEmpty(after))
            return projects;
        if (after.Split('_') is not [var ticks, var last] || !long.TryParse(ticks, out var at) || !Guid.TryParse(last, out var id) || at < 0 || at > DateTime.MaxValue.Ticks)
            throw RefusedException.Invalid("after", "Deze bladzijde bestaat niet; begin vooraan.", "This page does not exist; start at the beginning.");
        var created = new DateTime(at, DateTimeKind.Utc);
        return projects.Where(p => p.CreatedAt < created || (p.CreatedAt == created && p.Id < id));
    }
}
