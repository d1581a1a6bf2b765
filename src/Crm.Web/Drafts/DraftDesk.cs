using Crm.Data;

namespace Crm.Drafts;

/// <summary>Keeps, per person and form, what was typed and not sent yet.</summary>
public sealed class DraftDesk(CrmDatabase database, TimeProvider clock)
{
    const int Longest = 200_000;

    public sealed record Kept(string Json, DateTime SavedAt);

    public Task<Kept?> FindAsync(Guid userId, string key, CancellationToken cancellationToken = default) => database.ReadAsync(db =>
        db.Drafts.Where(draft => draft.UserId == userId && draft.Key == key).Select(draft => new Kept(draft.Json, draft.SavedAt)).FirstOrDefaultAsync(cancellationToken),
        cancellationToken);

    public Task<DateTime> SaveAsync(Guid userId, string key, string json, CancellationToken cancellationToken = default)
    {
        if (json.Length > Longest)
            throw RefusedException.Invalid("", "Dit concept is te groot om te bewaren.", "This draft is too large to keep.");
        var now = clock.UtcNow();
        return database.WriteAsync(async db =>
        {
            var draft = await db.Drafts.FirstOrDefaultAsync(draft => draft.UserId == userId && draft.Key == key, cancellationToken);
            if (draft is null)
                db.Drafts.Add(new Draft { UserId = userId, Key = key, Json = json, SavedAt = now });
            else
                (draft.Json, draft.SavedAt) = (json, now);
            return now;
        }, cancellationToken);
    }

    public Task DiscardAsync(Guid userId, string key, CancellationToken cancellationToken = default) => database.WriteAsync(
        db => db.Drafts.Where(draft => draft.UserId == userId && draft.Key == key).ExecuteDeleteAsync(cancellationToken), cancellationToken);
}
