using Crm.Audit;
using Crm.CustomFields;
using Crm.Data;
using Crm.Dossiers;
using Crm.Relations;
using Crm.Users;

namespace Crm.Forecasts;

/// <summary>Everything that can be done with a forecast, whichever door asks for it.</summary>
public sealed class ForecastDesk(CrmDatabase database, TimeProvider clock)
{
    /// <summary>How far ahead the expected date of a new forecast lies when nobody says.</summary>
    public const int DefaultMonths = 3;

    public Task<Forecast> OpenAsync(OpenForecast request, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        await db.HoldStatusesAsync(cancellationToken);
        var relation = await RelationAsync(db, request.RelationId, cancellationToken);
        var status = string.IsNullOrEmpty(request.Status) ? await db.FirstStatusAsync(cancellationToken) : await db.StatusAsync(request.Status, cancellationToken);
        status.RefuseWhenRetired();
        var custom = (await CustomFieldSet.ReadAsync(db, cancellationToken)).Checked(CustomRecord.Forecast, request.Custom);
        var fields = Filled(request, relation, actor);
        var faults = await fields.FaultsAsync(db, null, relation.OrganisationId, cancellationToken);
        var start = request.StartDate ?? clock.Today();
        var forecast = new Forecast
        {
            Number = await NumberAsync(db, cancellationToken),
            RelationId = relation.Id,
            Description = fields.Description,
            ResponsibleId = fields.ResponsibleId,
            StatusId = status.Id,
            StatusSince = clock.UtcNow(),
            Chance = status.Chance ?? 0,
            StartDate = start,
            ExpectedDate = start,
            CreatedAt = clock.UtcNow(),
        };
        fields.ApplyTo(forecast);
        Gather(faults,
            () => forecast.ShareWith(fields.Shared),
            () => forecast.SetChance(request.Chance ?? forecast.Chance, status),
            () => forecast.Expect(request.ExpectedAmount ?? 0),
            () => forecast.Plan(start, request.ExpectedDate ?? start.AddMonths(DefaultMonths), EarliestExpected(actor)));
        faults.RefuseIfAny();
        db.Forecasts.Add(forecast);
        db.ForecastShares.AddRange(ForecastShare.Of(forecast));
        KeepTouch(db, forecast, null);
        db.RecordChange(forecast, nameof(Forecast.Number), null, forecast.Number, actor, clock.UtcNow());
        ChangeCustom(db, forecast, custom, actor);
        Tell(db, forecast, DossierKind.ForecastCreated, actor, ForecastTold.Created(forecast));
        return forecast;
    }, cancellationToken);

    /// <param name="status">Key or id.</param>
    public Task SetStatusAsync(Guid id, string status, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var forecast = await db.ForecastToChangeAsync(id, cancellationToken);
        var from = await db.StatusOfAsync(forecast, cancellationToken);
        var to = await db.StatusAsync(status, cancellationToken);
        var chance = forecast.Chance;
        forecast.MoveTo(to, clock.UtcNow());
        if (from != to)
            Tell(db, forecast, DossierKind.StatusChanged, actor, ForecastTold.Moved(from, chance, to, forecast.Chance));
        Record(db, forecast, actor);
    }, cancellationToken);

    public Task EditAsync(Guid id, EditForecast edit, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var forecast = await db.ForecastToChangeAsync(id, cancellationToken);
        var relation = await db.Relations.SingleAsync(relation => relation.Id == forecast.RelationId, cancellationToken);
        var status = await db.StatusOfAsync(forecast, cancellationToken);
        var merge = await EditMerge.SinceAsync(db, id, edit.Revision, cancellationToken);
        var fields = Merged(edit, forecast, merge);
        var chance = merge.Take(nameof(Forecast.Chance), edit.Chance, forecast.Chance);
        var amount = merge.Take(nameof(Forecast.ExpectedAmount), edit.ExpectedAmount, forecast.ExpectedAmount);
        var follows = merge.Take(nameof(Forecast.AmountFollowsQuotes), edit.AmountFollowsQuotes, forecast.AmountFollowsQuotes);
        var start = merge.Take(nameof(Forecast.StartDate), edit.StartDate, forecast.StartDate);
        var expected = merge.Take(nameof(Forecast.ExpectedDate), edit.ExpectedDate, forecast.ExpectedDate);
        var custom = (await CustomFieldSet.ReadAsync(db, cancellationToken)).Checked(CustomRecord.Forecast, edit.Custom)
            .ToDictionary(pair => pair.Key, pair => merge.Take(pair.Key, pair.Value, forecast.ReadCustom(pair.Key)));
        await ForecastConflict.RefuseIfAnyAsync(db, merge.Conflicts, clock, cancellationToken);

        var faults = await fields.FaultsAsync(db, ForecastFields.Of(forecast), relation.OrganisationId, cancellationToken);
        var campaign = forecast.CampaignId;
        fields.ApplyTo(forecast);
        Gather(faults,
            () => forecast.ShareWith(fields.Shared),
            () => forecast.SetChance(chance, status),
            () => forecast.Expect(amount),
            () => forecast.Plan(start, expected, EarliestExpected(actor)));
        faults.RefuseIfAny();
        forecast.AmountFollowsQuotes = follows;
        ChangeCustom(db, forecast, custom, actor);
        KeepTouch(db, forecast, campaign);
        await TellEditedAsync(db, forecast, actor, cancellationToken);
        Record(db, forecast, actor);
    }, cancellationToken);

    /// <summary>The quotes that count add up to this; ignored when the amount was set by hand or the forecast is closed.</summary>
    public Task FollowQuotesAsync(Guid id, decimal amount, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var forecast = await db.ForecastToChangeAsync(id, cancellationToken);
        if (!forecast.IsOpen || !forecast.AmountFollowsQuotes)
            return;
        forecast.Expect(amount);
        await TellEditedAsync(db, forecast, actor, cancellationToken);
        Record(db, forecast, actor);
    }, cancellationToken);

    public Task CloseScoredAsync(Guid id, decimal orderAmount, DateOnly closedOn, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var forecast = await db.ForecastToChangeAsync(id, cancellationToken);
        forecast.CloseScored(orderAmount, closedOn, clock.Today());
        Tell(db, forecast, DossierKind.ForecastClosed, actor, ForecastTold.Scored(forecast));
        Record(db, forecast, actor);
    }, cancellationToken);

    public Task CloseNotScoredAsync(Guid id, Guid reasonId, Guid? lostToId, DateOnly closedOn, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var forecast = await db.ForecastToChangeAsync(id, cancellationToken);
        var reason = await db.OptionAsync(ForecastOptionKind.LossReason, reasonId,
            new(nameof(Forecast.LossReasonId), "Kies waarom de forecast niet gescoord is.", "Choose why the forecast was not scored."), cancellationToken);
        var lostTo = lostToId is not { } competitor ? null : await db.OptionAsync(ForecastOptionKind.Competitor, competitor,
            new(nameof(Forecast.LostToId), "Kies een concurrent uit de lijst.", "Choose a competitor from the list."), cancellationToken);
        forecast.CloseNotScored(reason.Id, lostTo?.Id, closedOn, clock.Today());
        Tell(db, forecast, DossierKind.ForecastClosed, actor, ForecastTold.NotScored(forecast, reason, lostTo));
        Record(db, forecast, actor);
    }, cancellationToken);

    public Task ReopenAsync(Guid id, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var forecast = await db.ForecastToChangeAsync(id, cancellationToken);
        forecast.Reopen(await db.StatusOfAsync(forecast, cancellationToken));
        Tell(db, forecast, DossierKind.ForecastReopened, actor, ForecastTold.Reopened(forecast));
        Record(db, forecast, actor);
    }, cancellationToken);

    /// <summary>The project that the forecast became.</summary>
    public Task LinkProjectAsync(Guid id, Guid projectId, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var forecast = await db.ForecastToChangeAsync(id, cancellationToken);
        forecast.ProjectId = projectId;
        Record(db, forecast, actor);
    }, cancellationToken);

    /// <summary>The campaign that the forecast came of. A closed forecast takes one as well: whoever asked where it came from heard it late.</summary>
    public Task ChooseCampaignAsync(Guid id, Guid? campaignId, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var forecast = await db.ForecastToChangeAsync(id, cancellationToken);
        var before = ForecastFields.Of(forecast);
        (await (before with { CampaignId = campaignId }).FaultsAsync(db, before, Guid.Empty, cancellationToken)).RefuseIfAny();
        forecast.CampaignId = campaignId;
        KeepTouch(db, forecast, before.CampaignId);
        Record(db, forecast, actor);
    }, cancellationToken);

    /// <summary>Remembers every campaign that was ever chosen: the first and the last may both want the credit.</summary>
    void KeepTouch(CrmDbContext db, Forecast forecast, Guid? before)
    {
        if (forecast.CampaignId is { } campaign && campaign != before)
            db.ForecastTouches.Add(new() { ForecastId = forecast.Id, CampaignId = campaign, At = clock.UtcNow() });
    }

    void ChangeCustom(CrmDbContext db, Forecast forecast, Dictionary<string, string> custom, Actor actor)
    {
        foreach (var (key, value) in custom)
        {
            var before = forecast.ReadCustom(key);
            if (value == before)
                continue;
            forecast.WriteCustom(key, value);
            db.RecordChange(forecast, key, FieldHistory.Text(before), FieldHistory.Text(value), actor, clock.UtcNow());
        }
    }

    static async Task<Relation> RelationAsync(CrmDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var relation = await db.Relations.Include(relation => relation.Organisation).SingleOrDefaultAsync(relation => relation.Id == id, cancellationToken)
            ?? throw RefusedException.Invalid(nameof(Forecast.RelationId), "Kies een verkooprelatie.", "Choose a sales relation.");
        if (relation.IsArchived || relation.IsBlocked)
            throw RefusedException.Invalid(nameof(Forecast.RelationId), $"{relation.Organisation!.Name} is geblokkeerd of gearchiveerd; daar kan geen forecast bij.",
                $"{relation.Organisation!.Name} is blocked or archived and takes no forecasts.");
        return relation;
    }

    static ForecastFields Filled(OpenForecast request, Relation relation, Actor actor)
    {
        var name = relation.Organisation!.Name;
        var description = (request.Description ?? "").Trim();
        return new(
            description.Length > 0 ? description : name[..Math.Min(name.Length, Forecast.DescriptionLength)],
            request.ResponsibleId ?? relation.ResponsibleId ?? actor.UserId ?? Guid.Empty,
            request.ContactId, request.GroupId, request.SourceId, request.CampaignId, request.CompetitorId, (request.Remark ?? "").Trim(), Sharing.Text(request.Shares));
    }

    static ForecastFields Merged(EditForecast edit, Forecast forecast, EditMerge merge) => new(
        merge.Take(nameof(Forecast.Description), (edit.Description ?? "").Trim(), forecast.Description),
        merge.Take(nameof(Forecast.ResponsibleId), edit.ResponsibleId, forecast.ResponsibleId),
        merge.Take(nameof(Forecast.ContactId), edit.ContactId, forecast.ContactId),
        merge.Take(nameof(Forecast.GroupId), edit.GroupId, forecast.GroupId),
        merge.Take(nameof(Forecast.SourceId), edit.SourceId, forecast.SourceId),
        merge.Take(nameof(Forecast.CampaignId), edit.CampaignId, forecast.CampaignId),
        merge.Take(nameof(Forecast.CompetitorId), edit.CompetitorId, forecast.CompetitorId),
        merge.Take(nameof(Forecast.Remark), (edit.Remark ?? "").Trim(), forecast.Remark),
        merge.Take(nameof(Forecast.Shared), edit.Shares is { } shares ? Sharing.Edited(shares, forecast) : forecast.Shared, forecast.Shared));

    async Task<string> NumberAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        var year = clock.Today().Year;
        return $"{year}-{await db.NextNumberAsync($"forecast-{year}", cancellationToken)}";
    }

    // Only what is imported was expected before today.
    DateOnly EarliestExpected(Actor actor) => actor.Door == Door.Import ? DateOnly.MinValue : clock.Today();

    /// <summary>What colleagues want to read in the timeline; the history has every field.</summary>
    async Task TellEditedAsync(CrmDbContext db, Forecast forecast, Actor actor, CancellationToken cancellationToken)
    {
        var read = db.Entry(forecast).OriginalValues;
        var (amount, date, responsible) = (read.GetValue<decimal>(nameof(Forecast.ExpectedAmount)), read.GetValue<DateOnly>(nameof(Forecast.ExpectedDate)), read.GetValue<Guid>(nameof(Forecast.ResponsibleId)));
        if (amount != forecast.ExpectedAmount)
            TellChanged(nameof(Forecast.ExpectedAmount), Formats.Euro(amount), Formats.Euro(forecast.ExpectedAmount));
        if (date != forecast.ExpectedDate)
            TellChanged(nameof(Forecast.ExpectedDate), Formats.Date(date), Formats.Date(forecast.ExpectedDate));
        if (responsible != forecast.ResponsibleId)
            TellChanged(nameof(Forecast.ResponsibleId), await NameAsync(db, responsible, cancellationToken), await NameAsync(db, forecast.ResponsibleId, cancellationToken));

        void TellChanged(string field, string from, string to) => Tell(db, forecast, DossierKind.FieldChanged, actor, ForecastTold.Changed(field, from, to));
    }

    static async Task<string> NameAsync(CrmDbContext db, Guid userId, CancellationToken cancellationToken) =>
        await db.Users.Where(user => user.Id == userId).Select(user => user.Name).SingleAsync(cancellationToken);

    void Tell(CrmDbContext db, Forecast forecast, DossierKind kind, Actor actor, Dictionary<string, string> details) =>
        db.Dossier.Add(Dossier.Item(kind, actor, clock, new(forecast.RelationId, forecast.Id), details));

    void Record(CrmDbContext db, Forecast forecast, Actor actor) => db.KeepChanges(forecast, actor, clock.UtcNow());

    /// <summary>Lets each rule say what is wrong, so that a form shows all of it at once.</summary>
    static void Gather(List<Fault> faults, params Action[] rules)
    {
        foreach (var rule in rules)
        {
            try
            {
                rule();
            }
            catch (RefusedException refused) when (refused.Refusal == Refusal.Invalid)
            {
                faults.AddRange(refused.Faults);
            }
        }
    }
}
