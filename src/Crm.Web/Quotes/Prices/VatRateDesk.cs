using Crm.Data;
using Crm.Users;

namespace Crm.Quotes.Prices;

/// <summary>A rate that somebody announces.</summary>
/// <param name="Rate">Per cent.</param>
public sealed record VatRateEntry(string? Code, DateOnly ValidFrom, decimal Rate)
{
    const decimal Highest = 50;

    public IEnumerable<Fault> Faults(DateOnly today)
    {
        if (Code is not (VatRates.High or VatRates.Low))
            yield return new("code", "Alleen het hoge en het lage tarief veranderen.", "Only the high and the low rate change.");
        if (Rate is <= 0 or > Highest || decimal.Round(Rate, 2) != Rate)
            yield return new("rate", $"Een tarief ligt boven 0 en is hoogstens {Highest} procent, met hoogstens twee decimalen.", $"A rate is above 0 and at most {Highest} per cent, with at most two decimals.");
        if (ValidFrom <= today)
            yield return new("validFrom", "Een nieuw tarief gaat in na vandaag: wat er is geoffreerd, blijft zoals het was.", "A new rate begins after today: what was quoted stays as it was.");
    }
}

/// <summary>Keeps the dated VAT rates. A rate that holds, or held, stays: quotes were made with it.</summary>
public sealed class VatRateDesk(CrmDatabase database, TimeProvider clock)
{
    /// <summary>The earliest first, per code in the order in which they are offered.</summary>
    public Task<IReadOnlyList<VatRate>> ListAsync(CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<VatRate>>(async db =>
        [.. (await db.VatRates.AsNoTracking().ToListAsync(cancellationToken)).OrderBy(rate => VatRates.Codes.ToList().IndexOf(rate.Code)).ThenBy(rate => rate.ValidFrom)], cancellationToken);

    public Task<VatRate> AddAsync(VatRateEntry entry, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        CatalogueDesk.EnsureMay(actor);
        entry.Faults(clock.Today()).RefuseIfAny();
        if (await db.VatRates.AnyAsync(rate => rate.Code == entry.Code && rate.ValidFrom == entry.ValidFrom, cancellationToken))
            throw RefusedException.Invalid("validFrom", "Voor die dag is er al een tarief.", "There is a rate for that day already.");
        var added = new VatRate { Code = entry.Code!, ValidFrom = entry.ValidFrom, Rate = entry.Rate };
        db.VatRates.Add(added);
        return added;
    }, cancellationToken);

    /// <summary>Takes back a rate that was announced and does not hold yet.</summary>
    public Task RemoveAsync(Guid id, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        CatalogueDesk.EnsureMay(actor);
        var rate = await db.VatRates.SingleOrDefaultAsync(one => one.Id == id, cancellationToken) ?? throw RefusedException.NotFound("Dit tarief bestaat niet.", "This rate does not exist.");
        if (rate.ValidFrom <= clock.Today())
            throw RefusedException.Conflict("Dit tarief geldt al, of gold: offertes zijn ermee gemaakt.", "This rate holds, or held: quotes were made with it.");
        db.VatRates.Remove(rate);
    }, cancellationToken);
}
