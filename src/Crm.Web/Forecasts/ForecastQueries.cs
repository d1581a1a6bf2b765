using System.Globalization;
using Crm.Audit;
using Crm.Data;
using Crm.Relations;
using Crm.Users;

namespace Crm.Forecasts;

/// <summary>Reads forecasts: list, record, history, and the small tables to choose from.</summary>
public sealed class ForecastQueries(CrmDatabase database, TimeProvider clock)
{
    public const int PageSize = 50;

    public Task<IReadOnlyList<StatusRow>> StatusesAsync(CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<StatusRow>>(async db =>
        await db.ForecastStatuses.OrderBy(s => s.Order).Select(ForecastRead.Status).ToListAsync(cancellationToken), cancellationToken);

    public Task<IReadOnlyList<NamedRow>> OptionsAsync(ForecastOptionKind kind, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<NamedRow>>(async db =>
        (await db.ForecastOptions.Where(o => o.Kind == kind && !o.IsArchived).OrderBy(o => o.Order).Select(o => new { o.Id, o.Name.Nl, o.Name.En }).ToListAsync(cancellationToken))
            .ConvertAll(o => new NamedRow(o.Id, Say(o.Nl, o.En))), cancellationToken);

    /// <summary>By its id, or by its name in either language.</summary>
    public Task<Guid?> FindOptionAsync(ForecastOptionKind kind, string nameOrId, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var id = Guid.TryParse(nameOrId, out var parsed) ? parsed : Guid.Empty;
        return await db.ForecastOptions.Where(o => o.Kind == kind && (o.Id == id || o.Name.Nl == nameOrId || o.Name.En == nameOrId))
            .Select(o => (Guid?)o.Id).FirstOrDefaultAsync(cancellationToken);
    }, cancellationToken);

    /// <summary>Campaigns to choose from, latest first.</summary>
    public Task<IReadOnlyList<NamedRow>> CampaignsAsync(CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<NamedRow>>(async db =>
        await db.Campaigns.Where(c => !c.IsArchived).OrderByDescending(c => c.StartDate).ThenByDescending(c => c.Id).Take(100).Select(c => new NamedRow(c.Id, c.Name)).ToListAsync(cancellationToken), cancellationToken);

    /// <summary>Who can be responsible.</summary>
    public Task<IReadOnlyList<NamedRow>> PeopleAsync(CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<NamedRow>>(async db =>
        await db.Users.Where(user => user.IsActive).OrderBy(user => user.Name).Select(user => new NamedRow(user.Id, user.Name)).ToListAsync(cancellationToken), cancellationToken);

    /// <summary>For choosing one: the first by name.</summary>
    public Task<IReadOnlyList<NamedRow>> FindRelationsAsync(string search, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<NamedRow>>(async db =>
        await RelationSearch.WithWords(db, db.Relations.Where(r => !r.IsArchived && !r.IsBlocked), search)
            .OrderBy(r => r.Organisation!.SearchName).Take(8).Select(r => new NamedRow(r.Id, r.Organisation!.Name)).ToListAsync(cancellationToken), cancellationToken);

    public Task<NamedRow?> RelationAsync(Guid id, CancellationToken cancellationToken = default) => database.ReadAsync(db =>
        db.Relations.Where(r => r.Id == id).Select(r => new NamedRow(r.Id, r.Organisation!.Name)).SingleOrDefaultAsync(cancellationToken), cancellationToken);

    /// <summary>Contact persons of a relation's organisation.</summary>
    public Task<IReadOnlyList<ContactRow>> ContactsAsync(Guid relationId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(db => ContactsAsync(db, relationId, cancellationToken), cancellationToken);

    /// <param name="after">Where the previous page ended.</param>
    public async Task<ForecastList> ListAsync(ForecastFilter filter, Actor reader, string? after, int take = PageSize, CancellationToken cancellationToken = default)
    {
        var totals = await TotalsAsync(filter, reader, cancellationToken);
        var part = await PartAsync(filter, reader, after, take, cancellationToken);
        return new(part.Rows, totals.Count, totals.Amount, totals.Weighted, part.After);
    }

    /// <summary>Read in the order of an index until the page is full; a search goes past what does not fit.</summary>
    public Task<ForecastPart> PartAsync(ForecastFilter filter, Actor reader, string? after, int take = PageSize, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var rows = await ForecastCursor.Sorted(filter.Of(db, reader, clock), filter, after).Take(take + 1).RowsAsync(db, clock.StartOfToday(), cancellationToken);
        return new ForecastPart([.. rows.Take(take)], rows.Count > take ? ForecastCursor.Of(rows[take - 1], filter) : null);
    }, cancellationToken);

    /// <summary>Looks at each: a second for a million.</summary>
    public Task<ForecastTotals> TotalsAsync(ForecastFilter filter, Actor reader, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
        await filter.Of(db, reader, clock).GroupBy(_ => 1)
            .Select(all => new ForecastTotals(all.Count(), all.Sum(f => f.OrderAmount ?? f.ExpectedAmount), all.Sum(f => f.Result == ForecastResult.Open ? f.WeightedAmount : 0)))
            .SingleOrDefaultAsync(cancellationToken) ?? ForecastTotals.None, cancellationToken);

    /// <summary>Refuses a forecast that this reader may not see. One that does not exist is left to whoever looks for it.</summary>
    public Task RefuseUnseenAsync(Guid id, Actor reader, CancellationToken cancellationToken = default) => reader.Sight == Sight.All ? Task.CompletedTask : database.ReadAsync(async db =>
    {
        var forecast = db.Forecasts.Where(f => f.Id == id);
        if (await forecast.AnyAsync(cancellationToken) && !await forecast.SeenBy(db, reader).AnyAsync(cancellationToken))
            throw RefusedException.Forbidden("Deze forecast is van een collega. Je ziet alleen wat bij jou hoort; vraag het je beheerder.", "This forecast is a colleague's. You see only what is yours; ask your administrator.");
        return true;
    }, cancellationToken);

    public Task<ForecastRecord> RecordAsync(Guid id, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var record = await RecordOf(db, id).SingleOrDefaultAsync(cancellationToken)
            ?? throw RefusedException.NotFound("Deze forecast bestaat niet.", "This forecast does not exist.");
        var moves = await db.FieldChanges.Where(change => change.RecordId == id && change.Field == nameof(Forecast.ExpectedDate))
            .OrderBy(change => change.At).Select(change => change.Old).ToListAsync(cancellationToken);
        return record with
        {
            TimesMoved = moves.Count,
            FirstExpected = moves is [{ } first, ..] ? DateOnly.Parse(first, CultureInfo.InvariantCulture) : null,
            Contacts = await ContactsAsync(db, record.RelationId, cancellationToken),
            Changes = await db.FieldChanges.CountAsync(change => change.RecordId == id, cancellationToken),
        };
    }, cancellationToken);

    /// <summary>Every change of every field, newest first.</summary>
    public Task<IReadOnlyList<HistoryRow>> HistoryAsync(Guid id, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<HistoryRow>>(async db =>
    {
        if (!await db.Forecasts.AnyAsync(f => f.Id == id, cancellationToken))
            throw RefusedException.NotFound("Deze forecast bestaat niet.", "This forecast does not exist.");
        var changes = await db.FieldChanges.Where(change => change.RecordId == id).OrderByDescending(change => change.At).ThenByDescending(change => change.Id).ToListAsync(cancellationToken);
        var values = await ForecastValues.ReadAsync(db, changes, cancellationToken);
        return [.. changes.Select(change => new HistoryRow(change.At, change.ByName, change.Door, change.Field, values.FieldName(change.Field),
            values.Shown(change.Field, change.Old), values.Shown(change.Field, change.New)))];
    }, cancellationToken);

    /// <summary>Newest first; confidential ones only for who stored them, reviewers and administrators.</summary>
    public Task<IReadOnlyList<FileRow>> FilesAsync(Guid id, Actor reader, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<FileRow>>(async db =>
    {
        var mayAll = reader.Is(Roles.Reviewer) || reader.Is(Roles.Administrator);
        var moments = db.Files.Join(db.ContactMoments.Where(m => m.ForecastId == id), file => file.OwnerId, m => m.Id, (file, m) => new { file, Of = m.Subject });
        var notes = db.Files.Join(db.Dossier.Where(i => i.ForecastId == id), file => file.OwnerId, i => i.Id, (file, i) => new { file, Of = "" });
        var printed = db.Files.Join(db.Quotes.Where(q => q.ForecastId == id), file => file.Id, q => q.PdfFileId, (file, q) => new { file, Of = q.Number });
        var sealedOnes = db.Files.Join(db.Quotes.Where(q => q.ForecastId == id), file => file.Id, q => q.SealedFileId, (file, q) => new { file, Of = q.Number });
        var files = await moments.Concat(notes).Concat(printed).Concat(sealedOnes).Where(row => mayAll || !row.file.IsConfidential || row.file.StoredById == reader.UserId)
            .Select(row => new FileRow(row.file.Id, row.file.FileName, row.file.Size, row.file.StoredAt, row.Of)).ToListAsync(cancellationToken);
        return [.. files.DistinctBy(file => file.Id).OrderByDescending(file => file.StoredAt)];
    }, cancellationToken);

    static async Task<IReadOnlyList<ContactRow>> ContactsAsync(CrmDbContext db, Guid relationId, CancellationToken cancellationToken) => await db.Contacts
        .Where(c => !c.IsBlocked && db.Relations.Any(r => r.Id == relationId && r.OrganisationId == c.OrganisationId))
        .OrderBy(c => c.Person!.LastName)
        .Select(c => new ContactRow(c.Id, (c.Person!.FirstName + " " + c.Person.Prefix).Trim() + " " + c.Person.LastName, c.Function, c.Email, c.Mobile ?? c.Phone))
        .Take(50).ToListAsync(cancellationToken);

    IQueryable<ForecastRecord> RecordOf(CrmDbContext db, Guid id)
    {
        var startOfToday = clock.StartOfToday();
        return db.Forecasts.Where(f => f.Id == id).Select(f => new ForecastRecord
        {
            Id = f.Id,
            Number = f.Number,
            Description = f.Description,
            RelationId = f.RelationId,
            Relation = f.Relation!.Organisation!.Name,
            Town = f.Relation.Organisation.Address.Town,
            IsDebtor = f.Relation.IsDebtor,
            Status = new StatusRow(f.StatusId, f.Status!.Key, new LocalText(f.Status.Name.Nl, f.Status.Name.En), f.Status.Color, f.Status.Order, f.Status.Chance, f.Status.StaleAfterDays, f.Status.IsArchived),
            StatusSince = f.StatusSince,
            Chance = f.Chance,
            ExpectedAmount = f.ExpectedAmount,
            WeightedAmount = f.WeightedAmount,
            AmountFollowsQuotes = f.AmountFollowsQuotes,
            QuoteNumber = db.Quotes.Where(q => q.ForecastId == f.Id && q.Counts).OrderByDescending(q => q.CreatedAt).Select(q => q.Number).FirstOrDefault(),
            Quotes = db.Quotes.Count(q => q.ForecastId == f.Id),
            StartDate = f.StartDate,
            ExpectedDate = f.ExpectedDate,
            ResponsibleId = f.ResponsibleId,
            Responsible = db.Users.Where(user => user.Id == f.ResponsibleId).Select(user => user.Name).First(),
            Shares = db.ForecastShares.Where(s => s.FiguresId == f.Id).Join(db.Users, s => s.EmployeeId, user => user.Id, (s, user) => new { user.Id, user.Name, s.Percent }).OrderBy(s => s.Name)
                .Select(s => new ShareRow(s.Id, s.Name, s.Percent)).ToList(),
            ContactId = f.ContactId,
            GroupId = f.GroupId,
            Group = db.ForecastOptions.Where(o => o.Id == f.GroupId).Select(o => new LocalText(o.Name.Nl, o.Name.En)).FirstOrDefault(),
            SourceId = f.SourceId,
            Source = db.ForecastOptions.Where(o => o.Id == f.SourceId).Select(o => new LocalText(o.Name.Nl, o.Name.En)).FirstOrDefault(),
            CampaignId = f.CampaignId,
            Campaign = db.Campaigns.Where(c => c.Id == f.CampaignId).Select(c => c.Name).FirstOrDefault(),
            CompetitorId = f.CompetitorId,
            Competitor = db.ForecastOptions.Where(o => o.Id == f.CompetitorId).Select(o => new LocalText(o.Name.Nl, o.Name.En)).FirstOrDefault(),
            Result = f.Result,
            OrderAmount = f.OrderAmount,
            ClosedOn = f.ClosedOn,
            LossReason = db.ForecastOptions.Where(o => o.Id == f.LossReasonId).Select(o => new LocalText(o.Name.Nl, o.Name.En)).FirstOrDefault(),
            LostTo = db.ForecastOptions.Where(o => o.Id == f.LostToId).Select(o => new LocalText(o.Name.Nl, o.Name.En)).FirstOrDefault(),
            ProjectId = f.ProjectId,
            ProjectNumber = db.Projects.Where(p => p.Id == f.ProjectId).Select(p => p.Number).FirstOrDefault(),
            Remark = f.Remark,
            Custom = f.Custom,
            CreatedAt = f.CreatedAt,
            Revision = f.Revision,
            Next = db.ContactMoments.Where(m => m.ForecastId == f.Id && m.IsPlanned && m.At >= startOfToday).OrderBy(m => m.At)
                .Select(m => new NextAppointment(m.Id, m.At, new LocalText(m.Form!.Name.Nl, m.Form.Name.En), m.Subject,
                    m.Contact == null ? null : m.Contact.Person!.FirstName + " " + m.Contact.Person.LastName)).FirstOrDefault(),
        });
    }
}
