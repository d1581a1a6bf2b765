using System.Globalization;
using System.Text;
using Crm.Data;
using Crm.EntryProfiles;
using CsvHelper;
using CsvHelper.Configuration;

namespace Crm.Import;

/// <summary>Imports as pages and programs see them.</summary>
public sealed class ImportQueries(CrmDatabase database)
{
    public sealed record Summary(Guid Id, int Number, string FileName, ImportStatus Status, int Rows, DateTime CreatedAt, string ByName, DateTime? EndedAt);

    /// <param name="Counts">How many rows are in each state.</param>
    /// <param name="Sample">The first rows, cell by cell.</param>
    public sealed record Record(
        Summary Summary, IReadOnlyList<string> Columns, IReadOnlyList<string> Fields, OnDuplicate OnDuplicate, IReadOnlyDictionary<ImportRowState, int> Counts, IReadOnlyList<IReadOnlyList<string>> Sample)
    {
        public int Count(params ImportRowState[] states) => states.Sum(state => Counts.GetValueOrDefault(state));
    }

    public sealed record Row(int Line, ImportRowState State, IReadOnlyList<string> Cells, IReadOnlyList<Fault> Remarks, Guid? RelationId);

    /// <param name="Next">The line to ask the next part after; null at the end.</param>
    public sealed record Page(IReadOnlyList<Row> Rows, int Total, int? Next);

    public sealed record ProfileRow(Guid Id, string Name);

    public Task<IReadOnlyList<Summary>> ListAsync(CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<Summary>>(async db =>
        [.. (await db.Imports.OrderByDescending(import => import.Number).Take(100).ToListAsync(cancellationToken)).Select(SummaryOf)], cancellationToken);

    public Task<Record> FindAsync(Guid id, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var import = await db.Imports.SingleOrDefaultAsync(import => import.Id == id, cancellationToken)
            ?? throw RefusedException.NotFound("Deze import bestaat niet.", "This import does not exist.");
        var counts = await db.ImportRows.Where(row => row.ImportId == id).GroupBy(row => row.State).Select(rows => new { rows.Key, Count = rows.Count() }).ToDictionaryAsync(state => state.Key, state => state.Count, cancellationToken);
        var sample = await db.ImportRows.Where(row => row.ImportId == id).OrderBy(row => row.Line).Take(3).Select(row => row.Cells).ToListAsync(cancellationToken);
        return new Record(SummaryOf(import), import.Columns, import.Fields, import.OnDuplicate, counts, sample);
    }, cancellationToken);

    /// <summary>What a column can fill.</summary>
    public Task<IReadOnlyList<EntryField>> FieldsAsync(CancellationToken cancellationToken = default) => database.ReadAsync(async db => (await ImportFields.ReadAsync(db, cancellationToken)).All, cancellationToken);

    public Task<Page> RowsAsync(Guid id, ImportRowState? state, int? after, int take, CancellationToken cancellationToken = default) => database.ReadAsync(async db =>
    {
        var rows = db.ImportRows.Where(row => row.ImportId == id && (state == null || row.State == state));
        var total = await rows.CountAsync(cancellationToken);
        var part = await rows.Where(row => after == null || row.Line > after).OrderBy(row => row.Line).Take(take + 1).ToListAsync(cancellationToken);
        return new Page([.. part.Take(take).Select(row => new Row(row.Line, row.State, row.Cells, row.Remarks, row.RelationId))], total, part.Count > take ? part[take - 1].Line : null);
    }, cancellationToken);

    public Task<IReadOnlyList<ProfileRow>> ProfilesAsync(CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<ProfileRow>>(async db =>
        await db.ImportProfiles.OrderBy(profile => profile.Name).Select(profile => new ProfileRow(profile.Id, profile.Name)).ToListAsync(cancellationToken), cancellationToken);

    /// <summary>The rejected rows as they were, with the reason behind them: to be mended and brought in again.</summary>
    public async Task<byte[]> RejectedAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var import = await FindAsync(id, cancellationToken);
        using var text = new StringWriter();
        await using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ";" }))
        {
            foreach (var cell in import.Columns.Append(Say("Reden", "Reason")))
                csv.WriteField(cell);
            await csv.NextRecordAsync();
            for (int? after = 0; after is not null;)
            {
                var page = await RowsAsync(id, ImportRowState.Rejected, after, 1_000, cancellationToken);
                foreach (var row in page.Rows)
                {
                    foreach (var cell in row.Cells.Append(string.Join(" ", row.Remarks)))
                        csv.WriteField(cell);
                    await csv.NextRecordAsync();
                }
                after = page.Next;
            }
        }
        // Excel takes a CSV without this mark for Windows-1252.
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    static Summary SummaryOf(RelationImport import) => new(import.Id, import.Number, import.FileName, import.Status, import.Rows, import.CreatedAt, import.ByName, import.EndedAt);
}
