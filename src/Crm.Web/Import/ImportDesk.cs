using Crm.Data;
using Crm.Documents;
using Crm.Users;

namespace Crm.Import;

/// <summary>Which column fills which field, and what to do with companies that are known.</summary>
public sealed record ImportMapping(IReadOnlyList<string> Fields, OnDuplicate OnDuplicate)
{
    /// <summary>Keeps the mapping under this name for the next file; empty: not kept.</summary>
    public string SaveAs { get; init; } = "";
}

/// <summary>Takes in files of relations. The work itself is done row by row in the background.</summary>
public sealed class ImportDesk(CrmDatabase database, VirusScanner scanner, TimeProvider clock)
{
    const int AtOnce = 1_000;
    const int LongestName = 80;

    public async Task<Guid> ReadAsync(BroughtFile brought, Actor actor, CancellationToken cancellationToken = default)
    {
        await scanner.RefuseInfectedAsync([brought], cancellationToken);
        var file = SheetFile.Read(brought);
        return await database.WriteAsync(async db =>
        {
            var import = new RelationImport
            {
                Number = await db.NextNumberAsync("import", cancellationToken),
                FileName = Path.GetFileName(brought.FileName.Replace('\\', '/')) is { Length: > 0 and <= 200 } name ? name : "import",
                Columns = [.. file.Columns],
                Fields = (await ImportFields.ReadAsync(db, cancellationToken)).Guess(file.Columns),
                Rows = file.Rows.Count,
                CreatedAt = clock.UtcNow(),
                ById = actor.UserId ?? throw RefusedException.Forbidden("Alleen een medewerker kan importeren.", "Only an employee can import."),
                ByName = actor.Name,
            };
            db.Imports.Add(import);
            await db.SaveChangesAsync(cancellationToken);
            await KeepRowsAsync(db, import.Id, file, cancellationToken);
            return import.Id;
        }, cancellationToken);
    }

    /// <summary>Matches the columns and has every row checked. Can be done again until rows have been imported.</summary>
    public Task MapAsync(Guid id, ImportMapping mapping, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var import = await ToChangeAsync(db, id, cancellationToken, ImportStatus.Read, ImportStatus.Checked, ImportStatus.Undone);
        RefuseWrong(import, mapping, (await ImportFields.ReadAsync(db, cancellationToken)).All);
        (import.Fields, import.OnDuplicate, import.Status) = ([.. mapping.Fields], mapping.OnDuplicate, ImportStatus.Checking);
        await db.ImportRows.Where(row => row.ImportId == id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, ImportRowState.Waiting).SetProperty(row => row.RelationId, (Guid?)null).SetProperty(row => row.ContactId, (Guid?)null), cancellationToken);
        if (mapping.SaveAs.Trim() is { Length: > 0 } name)
            await SaveProfileAsync(db, name, import, cancellationToken);
    }, cancellationToken);

    /// <summary>Fills in the mapping that was saved under a name.</summary>
    public Task UseProfileAsync(Guid id, Guid profileId, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var import = await ToChangeAsync(db, id, cancellationToken, ImportStatus.Read, ImportStatus.Checked);
        var profile = await db.ImportProfiles.SingleOrDefaultAsync(profile => profile.Id == profileId, cancellationToken)
            ?? throw RefusedException.NotFound("Dit profiel bestaat niet.", "This profile does not exist.");
        import.Fields = (await ImportFields.ReadAsync(db, cancellationToken)).Guess(import.Columns, profile.Fields);
    }, cancellationToken);

    public Task StartAsync(Guid id, CancellationToken cancellationToken = default) => GoAsync(id, ImportStatus.Importing, cancellationToken, ImportStatus.Checked);

    /// <summary>Takes back all that it made. What has been worked on since stays, and is counted.</summary>
    public Task UndoAsync(Guid id, CancellationToken cancellationToken = default) => GoAsync(id, ImportStatus.Undoing, cancellationToken, ImportStatus.Imported, ImportStatus.Importing);

    Task GoAsync(Guid id, ImportStatus to, CancellationToken cancellationToken, params ImportStatus[] from) => database.WriteAsync(async db =>
    {
        var import = await ToChangeAsync(db, id, cancellationToken, from);
        (import.Status, import.EndedAt) = (to, null);
    }, cancellationToken);

    static async Task<RelationImport> ToChangeAsync(CrmDbContext db, Guid id, CancellationToken cancellationToken, params ImportStatus[] from)
    {
        await db.LockAsync<RelationImport>(id, cancellationToken);
        var import = await db.Imports.SingleOrDefaultAsync(import => import.Id == id, cancellationToken)
            ?? throw RefusedException.NotFound("Deze import bestaat niet.", "This import does not exist.");
        return from.Contains(import.Status) ? import : throw RefusedException.Conflict("Dat kan in deze stand van de import niet.", "That is not possible at this stage of the import.");
    }

    static void RefuseWrong(RelationImport import, ImportMapping mapping, IReadOnlyList<EntryProfiles.EntryField> known)
    {
        if (mapping.Fields.Count != import.Columns.Count || mapping.Fields.Any(field => field.Length > 0 && known.All(one => one.Key != field)))
            throw RefusedException.Invalid("fields", "Kies voor elke kolom een veld uit de lijst, of geen.", "Choose a field from the list for each column, or none.");
        if (mapping.Fields.Where(field => field.Length > 0).GroupBy(field => field).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            var label = known.First(field => field.Key == twice.Key).Label;
            throw RefusedException.Invalid("fields", $"{label.Nl} is twee keer gekozen.", $"{label.En} is chosen twice.");
        }
        if (!mapping.Fields.Contains(Relations.RelationFields.Name))
            throw RefusedException.Invalid("fields", "Kies in welke kolom de naam van de organisatie staat.", "Choose which column has the name of the organisation.");
        if (mapping.SaveAs.Length > LongestName)
            throw RefusedException.Invalid("saveAs", $"Hooguit {LongestName} tekens.", $"At most {LongestName} characters.");
    }

    static async Task SaveProfileAsync(CrmDbContext db, string name, RelationImport import, CancellationToken cancellationToken)
    {
        var profile = await db.ImportProfiles.SingleOrDefaultAsync(profile => profile.Name == name, cancellationToken);
        if (profile is null)
            db.ImportProfiles.Add(profile = new() { Name = name });
        profile.Fields = import.Columns.Zip(import.Fields).Where(pair => pair.Second.Length > 0).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    static async Task KeepRowsAsync(CrmDbContext db, Guid importId, SheetFile file, CancellationToken cancellationToken)
    {
        foreach (var part in file.Rows.Chunk(AtOnce))
        {
            var rows = part.Select(row => new ImportRow { ImportId = importId, Line = row.Line, Cells = [.. row.Cells] }).ToList();
            db.ImportRows.AddRange(rows);
            await db.SaveChangesAsync(cancellationToken);
            // A hundred thousand tracked rows would make every later save slow.
            foreach (var row in rows)
                db.Entry(row).State = EntityState.Detached;
        }
    }
}
