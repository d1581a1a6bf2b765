using Crm.Data;
using Crm.Users;

namespace Crm.Views;

/// <param name="IsMine">May be changed and removed by who asks.</param>
public sealed record ViewRow(Guid Id, string Name, string Query, ViewAudience Audience, string Owner, bool IsMine);

/// <summary>A view as somebody saves it.</summary>
public sealed record ViewEntry(string? Name, string? Query, ViewAudience Audience);

/// <summary>Keeps the views of lists: one's own, one's department's and everyone's.</summary>
public sealed class ViewDesk(CrmDatabase database)
{
    public Task<IReadOnlyList<ViewRow>> ListAsync(string place, Actor reader, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<ViewRow>>(async db =>
        await db.SavedViews
            .Where(v => v.Place == place && (v.OwnerId == reader.UserId || v.Audience == ViewAudience.Shared
                || (v.Audience == ViewAudience.Team && db.Users.Any(me => me.Id == reader.UserId && me.DepartmentId == v.DepartmentId))))
            .OrderBy(v => v.Name).ThenBy(v => v.Id)
            .Select(v => new ViewRow(v.Id, v.Name, v.Query, v.Audience, db.Users.Where(user => user.Id == v.OwnerId).Select(user => user.Name).First(), v.OwnerId == reader.UserId))
            .ToListAsync(cancellationToken), cancellationToken);

    public Task<Guid> SaveAsync(string place, ViewEntry entry, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        RefuseFaults(place, entry);
        var owner = actor.UserId ?? throw RefusedException.Forbidden("Een weergave is van een medewerker.", "A view belongs to an employee.");
        var view = new SavedView
        {
            Place = place,
            Name = entry.Name!.Trim(),
            Query = entry.Query ?? "",
            Audience = entry.Audience,
            OwnerId = owner,
            DepartmentId = await db.Users.Where(user => user.Id == owner).Select(user => user.DepartmentId).SingleAsync(cancellationToken),
        };
        db.SavedViews.Add(view);
        return view.Id;
    }, cancellationToken);

    /// <summary>Another name, filter or audience.</summary>
    public Task ChangeAsync(Guid id, ViewEntry entry, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var view = await OwnAsync(db, id, actor, cancellationToken);
        RefuseFaults(view.Place, entry);
        (view.Name, view.Query, view.Audience) = (entry.Name!.Trim(), entry.Query ?? "", entry.Audience);
    }, cancellationToken);

    public Task RemoveAsync(Guid id, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
        db.SavedViews.Remove(await OwnAsync(db, id, actor, cancellationToken)), cancellationToken);

    static async Task<SavedView> OwnAsync(CrmDbContext db, Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var view = await db.SavedViews.SingleOrDefaultAsync(v => v.Id == id, cancellationToken)
            ?? throw RefusedException.NotFound("Deze weergave bestaat niet.", "This view does not exist.");
        if (view.OwnerId != actor.UserId && !(view.Audience == ViewAudience.Shared && actor.Is(Roles.Administrator)))
            throw RefusedException.Forbidden("Deze weergave is van een collega.", "This view is a colleague's.");
        return view;
    }

    static void RefuseFaults(string place, ViewEntry entry)
    {
        if (!ViewPlace.All.Contains(place))
            throw RefusedException.Invalid("place", $"Er is geen lijst “{place}”.", $"There is no list “{place}”.");
        if ((entry.Name ?? "").Trim().Length is 0 or > SavedView.NameLength)
            throw RefusedException.Invalid("Name", $"Vul een naam in van hooguit {SavedView.NameLength} tekens.", $"Enter a name of at most {SavedView.NameLength} characters.");
        if ((entry.Query ?? "").Length > SavedView.QueryLength)
            throw RefusedException.Invalid("Query", "Dit filter is te lang om te bewaren.", "This filter is too long to keep.");
    }
}
