using Crm.Data;
using Crm.Users;
using Crm.Views;

namespace Crm.Dashboard.Own;

/// <param name="IsMine">May be changed and removed by who asks.</param>
public sealed record OwnDashboardRow(Guid Id, string Name, ViewAudience Audience, string Owner, bool IsMine);

/// <summary>A dashboard as somebody names and shares it; with panels when it is put back.</summary>
public sealed record OwnDashboardEntry(string? Name, ViewAudience Audience = ViewAudience.Mine, IReadOnlyList<PickedPanel>? Panels = null);

/// <summary>A panel as somebody picks it.</summary>
/// <param name="At">Its place; nothing is the last.</param>
public sealed record PanelEntry(string? Tab, string? Name, string? Query, int? At = null);

public sealed record OwnDashboardWhole(OwnDashboardRow Row, IReadOnlyList<PickedPanel> Panels);

/// <summary>Keeps dashboards of one's own. Whoever one is shared with may look; only its owner changes it.</summary>
public sealed class OwnDashboardDesk(CrmDatabase database, TimeProvider clock)
{
    const int MostOfOne = 50;

    /// <summary>One's own first, the last changed before the others; then what is shared.</summary>
    public Task<IReadOnlyList<OwnDashboardRow>> ListAsync(Actor reader, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<OwnDashboardRow>>(async db =>
        await Rows(db, SeenBy(db, reader).OrderByDescending(o => o.OwnerId == reader.UserId).ThenByDescending(o => o.ChangedAt).ThenBy(o => o.Id), reader).ToListAsync(cancellationToken), cancellationToken);

    public Task<OwnDashboardWhole> FindAsync(Guid id, Actor reader, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var own = SeenBy(db, reader).Where(o => o.Id == id);
        var row = await Rows(db, own, reader).SingleOrDefaultAsync(cancellationToken) ?? throw NotThere();
        return new OwnDashboardWhole(row, await own.Select(o => o.Panels).SingleAsync(cancellationToken));
    }, cancellationToken);

    public Task<Guid> CreateAsync(OwnDashboardEntry entry, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        RefuseFaults(entry);
        var owner = actor.UserId ?? throw RefusedException.Forbidden("Een eigen dashboard is van een medewerker.", "A dashboard of one's own belongs to an employee.");
        if (await db.OwnDashboards.CountAsync(o => o.OwnerId == owner, cancellationToken) >= MostOfOne)
            throw RefusedException.Invalid("Name", $"Je hebt al {MostOfOne} dashboards; verwijder er eerst een.", $"You have {MostOfOne} dashboards already; remove one first.");
        var own = new OwnDashboard
        {
            Name = entry.Name!.Trim(), Audience = entry.Audience, OwnerId = owner, DepartmentId = await DepartmentAsync(db, owner, cancellationToken), ChangedAt = clock.UtcNow(),
            Panels = [.. (entry.Panels ?? []).Select(panel => Picked(new(panel.Tab, panel.Name, panel.Query)))],
        };
        db.OwnDashboards.Add(own);
        return own.Id;
    }, cancellationToken);

    /// <summary>Another name or audience.</summary>
    public Task ChangeAsync(Guid id, OwnDashboardEntry entry, Actor actor, CancellationToken cancellationToken = default) => WriteAsync(id, actor, async (db, own) =>
    {
        RefuseFaults(entry);
        (own.Name, own.Audience, own.DepartmentId) = (entry.Name!.Trim(), entry.Audience, await DepartmentAsync(db, own.OwnerId, cancellationToken));
        return true;
    }, cancellationToken);

    public Task RemoveAsync(Guid id, Actor actor, CancellationToken cancellationToken = default) =>
        WriteAsync(id, actor, (db, own) => Task.FromResult(db.OwnDashboards.Remove(own)), cancellationToken);

    /// <summary>The panel's id.</summary>
    public Task<Guid> PutAsync(Guid id, PanelEntry entry, Actor actor, CancellationToken cancellationToken = default) => WriteAsync(id, actor, (_, own) =>
    {
        if (own.Panels.Count >= OwnDashboard.MostPanels)
            throw RefusedException.Invalid("name", $"Op een dashboard passen {OwnDashboard.MostPanels} panelen.", $"A dashboard holds {OwnDashboard.MostPanels} panels.");
        var panel = Picked(entry);
        own.Panels = [.. own.Panels];
        own.Panels.Insert(Math.Clamp(entry.At ?? own.Panels.Count, 0, own.Panels.Count), panel);
        return Task.FromResult(panel.Id);
    }, cancellationToken);

    public Task MoveAsync(Guid id, Guid panelId, int to, Actor actor, CancellationToken cancellationToken = default) => WriteAsync(id, actor, (_, own) =>
    {
        var panel = PanelOf(own, panelId);
        var others = own.Panels.Where(one => one.Id != panelId).ToList();
        others.Insert(Math.Clamp(to, 0, others.Count), panel);
        own.Panels = others;
        return Task.FromResult(true);
    }, cancellationToken);

    /// <summary>What it was and where it stood, to put it back.</summary>
    public Task<PanelEntry> TakeOffAsync(Guid id, Guid panelId, Actor actor, CancellationToken cancellationToken = default) => WriteAsync(id, actor, (_, own) =>
    {
        var panel = PanelOf(own, panelId);
        var entry = new PanelEntry(panel.Tab, panel.Name, panel.Query, own.Panels.IndexOf(panel));
        own.Panels = [.. own.Panels.Where(one => one != panel)];
        return Task.FromResult(entry);
    }, cancellationToken);

    Task<T> WriteAsync<T>(Guid id, Actor actor, Func<CrmDbContext, OwnDashboard, Task<T>> change, CancellationToken cancellationToken) => database.WriteAsync(async db =>
    {
        var own = await SeenBy(db, actor).AsTracking().SingleOrDefaultAsync(o => o.Id == id, cancellationToken) ?? throw NotThere();
        if (own.OwnerId != actor.UserId)
            throw RefusedException.Forbidden("Dit dashboard is van een collega; je kunt het bekijken.", "This dashboard is a colleague's; you may look at it.");
        own.ChangedAt = clock.UtcNow();
        return await change(db, own);
    }, cancellationToken);

    static IQueryable<OwnDashboard> SeenBy(CrmDbContext db, Actor reader) => db.OwnDashboards.Where(o => o.OwnerId == reader.UserId || o.Audience == ViewAudience.Shared
        || (o.Audience == ViewAudience.Team && db.Users.Any(me => me.Id == reader.UserId && me.DepartmentId == o.DepartmentId)));

    static IQueryable<OwnDashboardRow> Rows(CrmDbContext db, IQueryable<OwnDashboard> some, Actor reader) =>
        some.Select(o => new OwnDashboardRow(o.Id, o.Name, o.Audience, db.Users.Where(u => u.Id == o.OwnerId).Select(u => u.Name).First(), o.OwnerId == reader.UserId));

    static Task<Guid?> DepartmentAsync(CrmDbContext db, Guid owner, CancellationToken cancellationToken) =>
        db.Users.Where(user => user.Id == owner).Select(user => user.DepartmentId).SingleAsync(cancellationToken);

    /// <summary>Of the query only what a view is made of is kept.</summary>
    PickedPanel Picked(PanelEntry entry)
    {
        if (!DashboardPanels.Exists(entry.Tab ?? "", entry.Name ?? ""))
            throw RefusedException.Invalid("name", "Dit paneel bestaat niet.", "There is no such panel.");
        return new(Guid.CreateVersion7(), entry.Tab ?? "", entry.Name!, DashboardView.Of(entry.Query, clock).QueryText(clock));
    }

    static PickedPanel PanelOf(OwnDashboard own, Guid panelId) => own.Panels.Find(panel => panel.Id == panelId) ?? throw RefusedException.NotFound("Dit paneel staat er niet meer.", "This panel is not there any more.");

    static RefusedException NotThere() => RefusedException.NotFound("Dit dashboard bestaat niet, of is niet met je gedeeld.", "This dashboard does not exist, or is not shared with you.");

    static void RefuseFaults(OwnDashboardEntry entry)
    {
        if ((entry.Name ?? "").Trim().Length is 0 or > OwnDashboard.NameLength)
            throw RefusedException.Invalid("Name", $"Vul een naam in van hooguit {OwnDashboard.NameLength} tekens.", $"Enter a name of at most {OwnDashboard.NameLength} characters.");
        if (!Enum.IsDefined(entry.Audience))
            throw RefusedException.Invalid("Audience", "Kies voor wie het dashboard is.", "Choose whom the dashboard is for.");
        if (entry.Panels?.Count > OwnDashboard.MostPanels)
            throw RefusedException.Invalid("Panels", $"Op een dashboard passen {OwnDashboard.MostPanels} panelen.", $"A dashboard holds {OwnDashboard.MostPanels} panels.");
    }
}
