using System.Globalization;
using Crm.Audit;
using Crm.Data;
using Crm.Users;

namespace Crm.Forecasts;

/// <summary>A status as somebody sets it up.</summary>
/// <param name="Color">"st1" … "st5", or a colour such as "#3278bd".</param>
/// <param name="Chance">Sets and locks the chance of the forecasts in it; null leaves it free.</param>
public sealed record StatusEntry(string? NameNl, string? NameEn, string? Color, decimal? Chance, int? StaleAfterDays)
{
    const int NameLength = 40;

    public IEnumerable<Fault> Faults()
    {
        if ((NameNl ?? "").Trim().Length is 0 or > NameLength)
            yield return new(nameof(NameNl), $"Vul een naam in van hooguit {NameLength} tekens.", $"Enter a name of at most {NameLength} characters.");
        if ((NameEn ?? "").Trim().Length > NameLength)
            yield return new(nameof(NameEn), $"De naam is hooguit {NameLength} tekens.", $"The name has at most {NameLength} characters.");
        if (KeptColor is null)
            yield return new(nameof(Color), "Kies een kleur.", "Choose a colour.");
        if (Chance is < 0 or > 100 || (Chance is { } chance && decimal.Round(chance, 2) != chance))
            yield return new(nameof(Chance), "De kans ligt tussen 0 en 100 %, met hooguit twee decimalen.", "The chance lies between 0 and 100%, with at most two decimals.");
        if (StaleAfterDays is < 1 or > 3650)
            yield return new(nameof(StaleAfterDays), "Vul 1 tot 3.650 dagen in, of niets.", "Enter 1 to 3,650 days, or nothing.");
    }

    public string? KeptColor => Color switch
    {
        null => null,
        ['#', ..] => StatusColour.ClassOf(Color),
        _ => StatusColour.IsKnown(Color) ? Color : null,
    };

    public void Fill(ForecastStatus status)
    {
        status.Name = LocalText.Entered(NameNl, NameEn);
        (status.Color, status.Chance, status.StaleAfterDays) = (KeptColor!, Chance, StaleAfterDays);
    }
}

/// <summary>Sets up the steps of the sales process. What stands in a status is never lost: a status retires, and closed figures stay.</summary>
public sealed class StatusDesk(CrmDatabase database, TimeProvider clock)
{
    public sealed record Row(Guid Id, string Key, LocalText Name, string Color, decimal? Chance, int? StaleAfterDays, bool IsArchived, int Open, int All);

    public Task<IReadOnlyList<Row>> ListAsync(CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<Row>>(async db =>
        await db.ForecastStatuses.OrderBy(s => s.IsArchived).ThenBy(s => s.Order)
            .Select(s => new Row(s.Id, s.Key, new LocalText(s.Name.Nl, s.Name.En), s.Color, s.Chance, s.StaleAfterDays, s.IsArchived,
                db.Forecasts.Count(f => f.StatusId == s.Id && f.Result == ForecastResult.Open), db.Forecasts.Count(f => f.StatusId == s.Id)))
            .ToListAsync(cancellationToken), cancellationToken);

    public Task<Guid> AddAsync(StatusEntry entry, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        Refuse(entry);
        var last = await db.ForecastStatuses.MaxAsync(s => (int?)s.Order, cancellationToken) ?? 0;
        var status = new ForecastStatus { Key = await FreeKeyAsync(db, entry, cancellationToken), Name = new("", ""), Color = "", Order = last + 1 };
        entry.Fill(status);
        db.ForecastStatuses.Add(status);
        return status.Id;
    }, cancellationToken);

    /// <summary>Another chance is that of the open forecasts in it at once, in their history too. Closed ones keep the chance they had.</summary>
    public Task EditAsync(Guid id, StatusEntry entry, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var status = await ToChangeAsync(db, id, cancellationToken);
        Refuse(entry);
        var before = status.Chance;
        entry.Fill(status);
        if (status.Chance is null || status.Chance == before)
            return;
        foreach (var forecast in await db.Forecasts.Where(f => f.StatusId == id && f.Result == ForecastResult.Open).ToListAsync(cancellationToken))
        {
            forecast.MoveTo(status, clock.UtcNow());
            db.KeepChanges(forecast, actor, clock.UtcNow());
        }
    }, cancellationToken);

    /// <param name="ids">All of them, in the order they are to stand.</param>
    public Task OrderAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var statuses = await db.ForecastStatuses.ToListAsync(cancellationToken);
        foreach (var status in statuses.Where(status => ids.Contains(status.Id)))
            status.Order = ids.ToList().IndexOf(status.Id) + 1;
    }, cancellationToken);

    /// <summary>Nothing moves to it any more; what stands in it stays until somebody moves it on.</summary>
    public Task RetireAsync(Guid id, bool isArchived, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var status = await ToChangeAsync(db, id, cancellationToken);
        if (isArchived && !await db.ForecastStatuses.AnyAsync(s => s.Id != id && !s.IsArchived, cancellationToken))
            throw RefusedException.Conflict("Dit is de laatste status; een forecast heeft er een nodig.", "This is the last status; a forecast needs one.");
        status.IsArchived = isArchived;
    }, cancellationToken);

    static void Refuse(StatusEntry entry)
    {
        var faults = entry.Faults().ToList();
        faults.RefuseIfAny();
    }

    static async Task<ForecastStatus> ToChangeAsync(CrmDbContext db, Guid id, CancellationToken cancellationToken)
    {
        await db.HoldForecastsOffAsync(cancellationToken);
        return await db.ForecastStatuses.SingleOrDefaultAsync(s => s.Id == id, cancellationToken)
            ?? throw RefusedException.NotFound("Deze status bestaat niet.", "This status does not exist.");
    }

    /// <summary>What workflows will call it: from its English name.</summary>
    static async Task<string> FreeKeyAsync(CrmDbContext db, StatusEntry entry, CancellationToken cancellationToken)
    {
        var letters = string.Concat(LocalText.Entered(entry.NameNl, entry.NameEn).En.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        var wanted = letters.Length > 0 ? letters : "status";
        var key = wanted;
        for (var number = 2; await db.ForecastStatuses.AnyAsync(s => s.Key == key, cancellationToken); number++)
            key = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{number}");
        return key;
    }
}
