using Crm.Data;
using Crm.Users;
using Crm.Workflows;

namespace Crm.EntryProfiles;

/// <summary>Makes and changes entry profiles.</summary>
public sealed class ProfileDesk(CrmDatabase database, TimeProvider clock)
{
    public sealed record Row(Guid Id, string Key, string Name, LookUp LookUp, string? ReviewName, bool WithContact, bool WithForecast, IReadOnlyList<string> RoleNames, int Asked, bool IsRetired);

    public Task<IReadOnlyList<Row>> ListAsync(CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<Row>>(async db =>
    {
        var names = (await db.DefinitionChoicesAsync(cancellationToken)).ToDictionary(definition => definition.Id, definition => definition.Name);
        var fields = await EntryFieldSet.ReadAsync(db, cancellationToken);
        return
        [
            .. (await db.EntryProfiles.OrderBy(profile => profile.IsRetired).ThenBy(profile => profile.Order).ToListAsync(cancellationToken)).Select(profile => new Row(
                profile.Id, profile.Key, profile.Name.ToString(), profile.LookUp, profile.ReviewDefinitionId is { } review ? names.GetValueOrDefault(review, review) : null,
                profile.WithContact, profile.WithForecast, profile.RoleNames, profile.AskedFields(fields).Count, profile.IsRetired)),
        ];
    }, cancellationToken);

    public Task<ProfileEdit> ReadAsync(Guid id, CancellationToken cancellationToken = default) => database.ReadAsync(async db => ProfileEdit.Of(await FindAsync(db, id, cancellationToken)), cancellationToken);

    /// <summary>The workflows that can review what comes in.</summary>
    public Task<IReadOnlyList<DefinitionChoice>> DefinitionsAsync(CancellationToken cancellationToken = default) => database.ReadAsync(db => db.DefinitionChoicesAsync(cancellationToken), cancellationToken);

    /// <summary>Everything that a profile can ask.</summary>
    public Task<EntryFieldSet> FieldsAsync(CancellationToken cancellationToken = default) => database.ReadAsync(db => EntryFieldSet.ReadAsync(db, cancellationToken), cancellationToken);

    public Task<EntryChoices> ChoicesAsync(CancellationToken cancellationToken = default) => database.ReadAsync(db => EntryChoices.ReadAsync(db, cancellationToken), cancellationToken);

    public Task<Guid> AddAsync(ProfileEdit edit, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        await RefuseWrongAsync(db, edit, actor, cancellationToken);
        if (await db.EntryProfiles.AnyAsync(profile => profile.Key == edit.Key, cancellationToken))
            throw RefusedException.Invalid("key", $"“{edit.Key}” is al van een ander profiel.", $"“{edit.Key}” is another profile's already.");
        var last = await db.EntryProfiles.MaxAsync(profile => (int?)profile.Order, cancellationToken) ?? 0;
        var profile = new EntryProfile { Key = edit.Key, Name = new("", ""), Order = last + 1 };
        edit.ApplyTo(profile, await EntryFieldSet.ReadAsync(db, cancellationToken));
        db.EntryProfiles.Add(profile);
        return profile.Id;
    }, cancellationToken);

    /// <summary>The address stays: links to the form would break.</summary>
    public Task EditAsync(Guid id, ProfileEdit edit, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var profile = await FindAsync(db, id, cancellationToken);
        await RefuseWrongAsync(db, edit with { Key = profile.Key }, actor, cancellationToken);
        if (profile.Revision != edit.Revision)
            throw RefusedException.Conflict("Iemand anders heeft dit profiel intussen gewijzigd. Laad het opnieuw om de wijziging te zien.", "Somebody else changed this profile in the meantime. Reload it to see the change.");
        edit.ApplyTo(profile, await EntryFieldSet.ReadAsync(db, cancellationToken));
    }, cancellationToken);

    public Task RetireAsync(Guid id, bool isRetired, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var profile = await FindAsync(db, id, cancellationToken);
        profile.IsRetired = isRetired;
    }, cancellationToken);

    /// <summary>Puts this profile before the one that now precedes it.</summary>
    public Task MoveUpAsync(Guid id, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var profile = await FindAsync(db, id, cancellationToken);
        var above = await db.EntryProfiles.Where(other => other.Order < profile.Order && !other.IsRetired).OrderByDescending(other => other.Order).FirstOrDefaultAsync(cancellationToken);
        if (above is not null)
            (profile.Order, above.Order) = (above.Order, profile.Order);
    }, cancellationToken);

    async Task RefuseWrongAsync(CrmDbContext db, ProfileEdit edit, Actor actor, CancellationToken cancellationToken)
    {
        var fields = await EntryFieldSet.ReadAsync(db, cancellationToken);
        edit.RefuseWrong(fields, actor, clock);
        await EntryChoices.RefuseUnknownAsync(db, EntryDefaults.Of(edit.ToProfile(fields), fields, actor, clock), cancellationToken);
        if (edit.ReviewDefinitionId is { Length: > 0 } review && (await db.DefinitionChoicesAsync(cancellationToken)).All(definition => definition.Id != review))
            throw RefusedException.Invalid("reviewDefinitionId", "Kies een proces dat in gebruik is.", "Choose a process that is in use.");
    }

    static async Task<EntryProfile> FindAsync(CrmDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.EntryProfiles.SingleOrDefaultAsync(profile => profile.Id == id, cancellationToken)
        ?? throw RefusedException.NotFound("Dit instuurprofiel bestaat niet.", "This entry profile does not exist.");
}
