using Crm.Data;

namespace Crm.Forecasts;

/// <summary>A row of a list as somebody names it.</summary>
public sealed record OptionEntry(string? NameNl, string? NameEn);

/// <summary>Keeps the lists to choose from: forecast groups, sources, reasons, competitors, types of campaign.</summary>
public sealed class OptionDesk(CrmDatabase database)
{
    const int NameLength = 60;

    public sealed record Row(Guid Id, LocalText Name, bool IsArchived, int Uses);

    public Task<IReadOnlyList<Row>> ListAsync(ForecastOptionKind kind, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<Row>>(async db =>
        await db.ForecastOptions.Where(o => o.Kind == kind).OrderBy(o => o.IsArchived).ThenBy(o => o.Order)
            .Select(o => new Row(o.Id, new LocalText(o.Name.Nl, o.Name.En), o.IsArchived, kind == ForecastOptionKind.CampaignType
                ? db.Campaigns.Count(c => c.TypeId == o.Id)
                : db.Forecasts.Count(f => f.GroupId == o.Id || f.SourceId == o.Id || f.LossReasonId == o.Id || f.LostToId == o.Id || f.CompetitorId == o.Id)))
            .ToListAsync(cancellationToken), cancellationToken);

    public Task<Guid> AddAsync(ForecastOptionKind kind, OptionEntry entry, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        await RefuseAsync(db, kind, entry, null, cancellationToken);
        var last = await db.ForecastOptions.Where(o => o.Kind == kind).MaxAsync(o => (int?)o.Order, cancellationToken) ?? 0;
        var option = new ForecastOption { Kind = kind, Name = LocalText.Entered(entry.NameNl, entry.NameEn), Order = last + 1 };
        db.ForecastOptions.Add(option);
        return option.Id;
    }, cancellationToken);

    public Task RenameAsync(Guid id, OptionEntry entry, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var option = await FindAsync(db, id, cancellationToken);
        await RefuseAsync(db, option.Kind, entry, id, cancellationToken);
        option.Name = LocalText.Entered(entry.NameNl, entry.NameEn);
    }, cancellationToken);

    /// <param name="ids">Those of the list, in the order they are to stand.</param>
    public Task OrderAsync(ForecastOptionKind kind, IReadOnlyList<Guid> ids, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        foreach (var option in await db.ForecastOptions.Where(o => o.Kind == kind && ids.Contains(o.Id)).ToListAsync(cancellationToken))
            option.Order = ids.ToList().IndexOf(option.Id) + 1;
    }, cancellationToken);

    /// <summary>Chosen no more; where it stands it stays.</summary>
    public Task RetireAsync(Guid id, bool isArchived, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
        (await FindAsync(db, id, cancellationToken)).IsArchived = isArchived, cancellationToken);

    static async Task<ForecastOption> FindAsync(CrmDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.ForecastOptions.SingleOrDefaultAsync(o => o.Id == id, cancellationToken) ?? throw RefusedException.NotFound("Deze regel bestaat niet.", "This row does not exist.");

    static async Task RefuseAsync(CrmDbContext db, ForecastOptionKind kind, OptionEntry entry, Guid? own, CancellationToken cancellationToken)
    {
        if ((entry.NameNl ?? "").Trim().Length is 0 or > NameLength)
            throw RefusedException.Invalid(nameof(entry.NameNl), $"Vul een naam in van hooguit {NameLength} tekens.", $"Enter a name of at most {NameLength} characters.");
        if ((entry.NameEn ?? "").Trim().Length > NameLength)
            throw RefusedException.Invalid(nameof(entry.NameEn), $"De naam is hooguit {NameLength} tekens.", $"The name has at most {NameLength} characters.");
        var name = entry.NameNl!.Trim();
        if (await db.ForecastOptions.AnyAsync(o => o.Kind == kind && o.Id != own && o.Name.Nl == name, cancellationToken))
            throw RefusedException.Invalid(nameof(entry.NameNl), $"“{name}” staat al in deze lijst; misschien is het vervallen.", $"“{name}” is in this list already; perhaps it was retired.");
    }
}
