using Crm.Dashboard.Bookkeeping;
using Crm.Dashboard.Figures;
using Crm.Data;
using Crm.Forecasts;
using Crm.Users;

namespace Crm.Dashboard;

/// <summary>What a view can be narrowed to.</summary>
public sealed record Choices(
    IReadOnlyList<Choices.One> Departments, IReadOnlyList<Choices.One> Employees, IReadOnlyList<Choices.One> Groups, IReadOnlyList<Choices.One> Campaigns, IReadOnlyList<Choices.One> Sources, int FirstYear)
{
    public sealed record One(Guid Id, LocalText Name);

    /// <summary>Whose forecasts a view looks at. A colleague whom the reader may not see has no name.</summary>
    public string Whom(DashboardView view, Actor reader) => Named((view.DepartmentId, Departments), (view.EmployeeId, Employees))
        ?? (view.DepartmentId is not null || view.EmployeeId is not null ? Say("Een collega", "A colleague") : reader.Narrowed(view.Whose).Name());

    public string What(DashboardView view) => AllNamed((view.GroupId, Groups), (view.SourceId, Sources), (view.CampaignId, Campaigns)) is { Count: > 0 } names ? string.Join(" · ", names) : Say("Alle forecasts", "All forecasts");

    /// <summary>"Iedereen · Nieuwbouw · 2026".</summary>
    public string Told(DashboardView view, Actor reader) => string.Join(" · ", [
        Whom(view, reader), What(view), DashboardWords.Period(view), .. view.Measure == Measure.Number ? [Say("# aantal", "# number")] : Array.Empty<string>(),
        .. view.On is { } on ? [Say($"op {Formats.Date(on)}", $"on {Formats.Date(on)}")] : Array.Empty<string>()]);

    static string? Named(params (Guid? Id, IReadOnlyList<One> Among)[] chosen) => AllNamed(chosen).FirstOrDefault();

    static List<string> AllNamed(params (Guid? Id, IReadOnlyList<One> Among)[] chosen) => [.. chosen.Select(c => c.Among.FirstOrDefault(one => one.Id == c.Id)?.Name.ToString()).OfType<string>()];
}

/// <summary>Reads what there is to choose, as far as the reader may see it.</summary>
public sealed class DashboardChoices(CrmDatabase database, Bookkeeper bookkeeper, TimeProvider clock)
{
    const int MostCampaigns = 50;

    public async Task<Choices> ReadAsync(Actor reader, CancellationToken cancellationToken)
    {
        var ledger = await bookkeeper.UpToDateAsync(cancellationToken);
        return await database.ReadAsync(db => ReadAsync(db, ledger, reader, cancellationToken), cancellationToken);
    }

    async Task<Choices> ReadAsync(CrmDbContext db, Ledger ledger, Actor reader, CancellationToken cancellationToken)
    {
        // Somebody who sees less than everything has nobody else's name to choose either.
        var people = DashboardScope.PeopleOf(db, new(clock.Today().Year), reader);
        return new Choices(
            people is not null ? [] : await db.Departments.OrderBy(d => d.Name).Select(d => new Choices.One(d.Id, new LocalText(d.Name, d.Name))).ToListAsync(cancellationToken),
            await (people is null ? db.Users : db.Users.Where(u => people.Contains(u.Id))).Where(u => u.IsActive && (db.Forecasts.Any(f => f.ResponsibleId == u.Id) || db.ForecastShares.Any(s => s.EmployeeId == u.Id))).OrderBy(u => u.Name)
                .Select(u => new Choices.One(u.Id, new LocalText(u.Name, u.Name))).ToListAsync(cancellationToken),
            await OptionsAsync(db, ForecastOptionKind.Group, cancellationToken),
            await db.Campaigns.Where(c => !c.IsArchived).OrderByDescending(c => c.StartDate).Take(MostCampaigns).Select(c => new Choices.One(c.Id, new LocalText(c.Name, c.Name))).ToListAsync(cancellationToken),
            await OptionsAsync(db, ForecastOptionKind.Source, cancellationToken),
            ledger.Pages.Select(page => page.FirstStart).Append(clock.Today()).Min().Year);
    }

    static async Task<IReadOnlyList<Choices.One>> OptionsAsync(CrmDbContext db, ForecastOptionKind kind, CancellationToken cancellationToken) => await db.ForecastOptions.AsNoTracking()
        .Where(o => o.Kind == kind).OrderBy(o => o.Order).Select(o => new Choices.One(o.Id, new LocalText(o.Name.Nl, o.Name.En))).ToListAsync(cancellationToken);
}
