using System.Globalization;
using Crm.Audit;
using Crm.Data;
using Crm.Dossiers;
using Crm.Users;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Forecasts;

/// <summary>Changes one field of many forecasts by the rules that hold for each; whichever refuses is skipped and said.</summary>
public sealed class ForecastBulk(CrmDatabase database, TimeProvider clock)
{
    public Task<BulkResult> ChangeAsync(BulkChange change, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        await db.HoldStatusesAsync(cancellationToken);
        var chosen = await ValueAsync(db, change, cancellationToken);
        var forecasts = await ChosenAsync(db, change, actor, cancellationToken);
        var statuses = await db.ForecastStatuses.ToDictionaryAsync(status => status.Id, cancellationToken);
        var (steps, skipped) = (new List<BulkStep>(), new List<BulkSkipped>());
        foreach (var forecast in forecasts)
        {
            var step = new BulkStep(forecast.Id, Read(forecast, change.Field), chosen, forecast.Chance, forecast.StatusSince);
            if (step.Old == chosen)
                continue;
            try
            {
                Write(db, forecast, change.Field, chosen, statuses, clock.UtcNow(), actor);
                steps.Add(step);
            }
            catch (RefusedException refused)
            {
                skipped.Add(new(forecast.Id, forecast.Number, refused.Told));
            }
        }
        return new BulkResult(steps.Count, skipped, new(change.Field, steps));
    }, cancellationToken);

    /// <summary>Back to what it was, where nobody changed it since. Returns how many.</summary>
    public Task<int> UndoAsync(BulkUndo undo, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        if (undo.Steps is null)
            throw RefusedException.Invalid(nameof(undo.Steps), "Stuur mee wat de wijziging teruggaf.", "Send along what the change gave back.");
        if (undo.Steps.Count > BulkChange.Most)
            throw TooMany(undo.Steps.Count);
        await db.HoldStatusesAsync(cancellationToken);
        var steps = undo.Steps.DistinctBy(step => step.ForecastId).ToDictionary(step => step.ForecastId);
        var ids = steps.Keys.ToList();
        var statuses = await db.ForecastStatuses.ToDictionaryAsync(status => status.Id, cancellationToken);
        await RefuseMadeUpAsync(db, undo, cancellationToken);
        var undone = 0;
        foreach (var forecast in await HeldAsync(db, Undoable(db, actor).Where(f => ids.Contains(f.Id)), cancellationToken))
        {
            var step = steps[forecast.Id];
            if (Read(forecast, undo.Field) != step.New || (!forecast.IsOpen && undo.Field is BulkField.Status or BulkField.ExpectedDate))
                continue;
            Write(db, forecast, undo.Field, step.Old, statuses, step.Since, actor, step.Chance);
            undone++;
        }
        return undone;
    }, cancellationToken);

    // What somebody gave away and may not see any more, they can still take back.
    static IQueryable<Forecast> Undoable(CrmDbContext db, Actor actor)
    {
        var seen = db.Forecasts.SeenBy(db, actor).Select(f => f.Id);
        return db.Forecasts.Where(f => seen.Contains(f.Id) || db.FieldChanges.Any(c => c.RecordId == f.Id && c.Field == nameof(Forecast.ResponsibleId) && c.ById == actor.UserId));
    }

    /// <summary>What an undo brings comes from outside, and may go back to what has retired since, but to nothing that never was.</summary>
    async Task RefuseMadeUpAsync(CrmDbContext db, BulkUndo undo, CancellationToken cancellationToken)
    {
        var values = undo.Steps.Select(step => step.Old).Distinct().ToList();
        var ids = values.Select(IdOf).OfType<Guid>().Distinct().ToList();
        var known = undo.Field switch
        {
            BulkField.ExpectedDate => values.Count(value => DateOnly.TryParseExact(value, "yyyy-MM-dd", out _)),
            BulkField.Status => await db.ForecastStatuses.CountAsync(status => ids.Contains(status.Id), cancellationToken),
            BulkField.Responsible => await db.Users.CountAsync(user => ids.Contains(user.Id), cancellationToken),
            BulkField.Group => await db.ForecastOptions.CountAsync(option => option.Kind == ForecastOptionKind.Group && ids.Contains(option.Id), cancellationToken),
            BulkField.Source => await db.ForecastOptions.CountAsync(option => option.Kind == ForecastOptionKind.Source && ids.Contains(option.Id), cancellationToken),
            _ => await db.Campaigns.CountAsync(campaign => ids.Contains(campaign.Id), cancellationToken),
        };
        var mayBeEmpty = undo.Field is BulkField.Group or BulkField.Source or BulkField.Campaign;
        if (known != values.Count(value => value is not null || !mayBeEmpty) || undo.Steps.Any(step => step.Since > clock.UtcNow()))
            throw RefusedException.Invalid(nameof(undo.Steps), "Dit is niet terug te draaien: er staat iets in dat er nooit stond.", "This cannot be undone: it holds something that never was there.");
    }

    void Write(CrmDbContext db, Forecast forecast, BulkField field, string? value, Dictionary<Guid, ForecastStatus> statuses, DateTime since, Actor actor, decimal? chance = null)
    {
        var (from, fromChance, campaign) = (statuses[forecast.StatusId], forecast.Chance, forecast.CampaignId);
        switch (field)
        {
            case BulkField.Status:
                var to = statuses[Guid.Parse(value!)];
                forecast.MoveTo(to, since);
                if (to.Chance is null && chance is { } free)
                    forecast.SetChance(free, to);
                db.Dossier.Add(Item(forecast, DossierKind.StatusChanged, actor, ForecastTold.Moved(from, fromChance, to, forecast.Chance)));
                break;
            case BulkField.ExpectedDate:
                var (before, day) = (forecast.ExpectedDate, DateOnly.ParseExact(value!, "yyyy-MM-dd", CultureInfo.InvariantCulture));
                // Undone, it may return to a day that has passed.
                forecast.Plan(forecast.StartDate, day, chance is null ? clock.Today() : DateOnly.MinValue);
                db.Dossier.Add(Item(forecast, DossierKind.FieldChanged, actor, ForecastTold.Changed(nameof(Forecast.ExpectedDate), Formats.Date(before), Formats.Date(day))));
                break;
            case BulkField.Responsible:
                forecast.ResponsibleId = Guid.Parse(value!);
                break;
            case BulkField.Group:
                forecast.GroupId = IdOf(value);
                break;
            case BulkField.Source:
                forecast.SourceId = IdOf(value);
                break;
            default:
                forecast.CampaignId = IdOf(value);
                if (forecast.CampaignId is { } chosen && chosen != campaign)
                    db.ForecastTouches.Add(new() { ForecastId = forecast.Id, CampaignId = chosen, At = clock.UtcNow() });
                break;
        }
        db.KeepChanges(forecast, actor, clock.UtcNow());
    }

    async Task<List<Forecast>> ChosenAsync(CrmDbContext db, BulkChange change, Actor actor, CancellationToken cancellationToken)
    {
        var forecasts = change.Ids is { } ids ? db.Forecasts.SeenBy(db, actor).Where(f => ids.Contains(f.Id)) : ForecastFilter.Parse(QueryHelpers.ParseQuery(change.Query)).Of(db, actor, clock);
        var count = await forecasts.CountAsync(cancellationToken);
        if (count > BulkChange.Most)
            throw TooMany(count);
        return await HeldAsync(db, forecasts, cancellationToken);
    }

    /// <summary>As they are once everybody who was changing one of them is done.</summary>
    static async Task<List<Forecast>> HeldAsync(CrmDbContext db, IQueryable<Forecast> forecasts, CancellationToken cancellationToken)
    {
        await db.LockAsync<Forecast>(await forecasts.Select(f => f.Id).ToListAsync(cancellationToken), cancellationToken);
        return await forecasts.OrderBy(f => f.Id).AsTracking().ToListAsync(cancellationToken);
    }

    /// <summary>The value as it is kept, when it may be chosen.</summary>
    static async Task<string?> ValueAsync(CrmDbContext db, BulkChange change, CancellationToken cancellationToken)
    {
        var value = string.IsNullOrWhiteSpace(change.Value) ? null : change.Value.Trim();
        var mayChoose = change.Field switch
        {
            BulkField.Status => value is not null,
            BulkField.ExpectedDate => DateOnly.TryParseExact(value, "yyyy-MM-dd", out _),
            BulkField.Responsible => IdOf(value) is { } user && await db.Users.AnyAsync(u => u.Id == user && u.IsActive, cancellationToken),
            _ when value is not null && IdOf(value) is null => false,
            BulkField.Group => await db.HasOptionAsync(ForecastOptionKind.Group, IdOf(value), cancellationToken),
            BulkField.Source => await db.HasOptionAsync(ForecastOptionKind.Source, IdOf(value), cancellationToken),
            _ => value is null || await db.Campaigns.AnyAsync(c => c.Id == IdOf(value) && !c.IsArchived, cancellationToken),
        };
        if (!mayChoose)
            throw RefusedException.Invalid(nameof(change.Value), "Kies wat het moet worden.", "Choose what it is to become.");
        if (change.Field != BulkField.Status)
            return value is not null && IdOf(value) is { } id ? id.ToString("D") : value;
        var status = await db.StatusAsync(value!, cancellationToken);
        status.RefuseWhenRetired();
        return status.Id.ToString("D");
    }

    static string? Read(Forecast forecast, BulkField field) => field switch
    {
        BulkField.Status => forecast.StatusId.ToString("D"),
        BulkField.Responsible => forecast.ResponsibleId.ToString("D"),
        BulkField.ExpectedDate => forecast.ExpectedDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        BulkField.Group => forecast.GroupId?.ToString("D"),
        BulkField.Source => forecast.SourceId?.ToString("D"),
        _ => forecast.CampaignId?.ToString("D"),
    };

    DossierItem Item(Forecast forecast, DossierKind kind, Actor actor, Dictionary<string, string> details) => Dossier.Item(kind, actor, clock, new(forecast.RelationId, forecast.Id), details);

    static Guid? IdOf(string? value) => Guid.TryParse(value, out var id) ? id : null;

    static RefusedException TooMany(int count) => RefusedException.Invalid("Ids",
        $"Dit zijn {Formats.Number(count)} forecasts; wijzig er hooguit {Formats.Number(BulkChange.Most)} tegelijk.", $"These are {Formats.Number(count)} forecasts; change at most {Formats.Number(BulkChange.Most)} at once.");
}
