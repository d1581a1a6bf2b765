using System.Diagnostics;
using System.Text;
using Crm.Data;
using Crm.Data.Load;
using Crm.Documents;
using Crm.Import;
using Crm.Relations;
using Crm.Users;
using Microsoft.EntityFrameworkCore;

namespace Crm.Benchmarks;

/// <summary>How many rows of a file become relations a second, looked at for duplicates when they are checked and again when they come in, beside the same companies written in bulk and not looked at.</summary>
public sealed class ImportFigures(string database, BenchServer server, int rows)
{
    const int Seed = 2026;
    const int Portion = 1_000;
    static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    static readonly (string Field, Func<Organisation, Contact, string?> Read)[] Columns =
    [
        (RelationFields.Name, (o, _) => o.Name), (RelationFields.KvkNumber, (o, _) => o.KvkNumber), (RelationFields.BranchNumber, (o, _) => o.BranchNumber), ("street", (o, _) => o.Address.Street),
        (RelationFields.HouseNumber, (o, _) => $"{o.Address.HouseNumber}"), ("addition", (o, _) => o.Address.Addition), (RelationFields.PostalCode, (o, _) => o.Address.PostalCode), (RelationFields.Town, (o, _) => o.Address.Town),
        (RelationFields.Phone, (o, _) => o.Phone), (RelationFields.Email, (o, _) => o.Email), ("website", (o, _) => o.Website),
        (EntryProfiles.EntryFields.FirstName, (_, c) => c.Person!.FirstName), (EntryProfiles.EntryFields.LastName, (_, c) => c.Person!.LastName), (EntryProfiles.EntryFields.ContactEmail, (_, c) => c.Email),
    ];

    public async Task PrintAsync()
    {
        var companies = Companies();
        var bulk = await BulkAsync(companies);
        // Opens it for requests, and lets its workers begin.
        using var petra = await server.SignInAsync("petra");
        var id = await BringAsync(companies);
        var desk = server.Get<ImportDesk>();
        var check = await TimeAsync(() => desk.MapAsync(id, new([.. Columns.Select(column => column.Field)], OnDuplicate.Reject)), id, ImportStatus.Checked);
        var import = await TimeAsync(() => desk.StartAsync(id), id, ImportStatus.Imported);
        await AssertInAsync(id);
        Print("checked", check, bulk);
        Print("imported", import, bulk);
        Print("checked and imported", check + import, bulk);
    }

    void Print(string what, TimeSpan taken, TimeSpan bulk) =>
        new Figure($"{database}: rows of a file {what}, {rows:N0}", rows / taken.TotalSeconds, "rows/s", rows / bulk.TotalSeconds, "rows/s, bulk insert").Print();

    List<(Organisation Organisation, Contact Contact)> Companies()
    {
        var made = new DutchOrganisations(new LoadChance(Seed, 0));
        return [.. Enumerable.Range(0, rows).Select(index =>
        {
            var organisation = made.Organisation(index, DateTime.UtcNow);
            var contact = made.ContactsOf(organisation, index, DateTime.UtcNow)[0];
            organisation.Reindex([contact]);
            return (organisation, contact);
        })];
    }

    /// <summary>Into a database of its own, with the keys by which they are found.</summary>
    async Task<TimeSpan> BulkAsync(List<(Organisation Organisation, Contact Contact)> companies)
    {
        await using var sibling = await server.SiblingAsync();
        var portions = companies.Chunk(Portion).Select((portion, at) => RowsOf(portion, at * Portion)).ToList();
        var begun = Stopwatch.GetTimestamp();
        foreach (var portion in portions)
        {
            await sibling.Database.WriteAsync(async db =>
            {
                await portion.WriteAsync(db, default);
                return true;
            });
        }
        return Stopwatch.GetElapsedTime(begun);
    }

    static LoadedRows RowsOf((Organisation Organisation, Contact Contact)[] companies, int first)
    {
        var portion = new LoadedRows();
        portion.Organisations.AddRange(companies.Select(company => company.Organisation));
        portion.Contacts.AddRange(companies.Select(company => company.Contact));
        portion.Relations.AddRange(companies.Select((company, index) => new Relation { Number = first + index + 1, OrganisationId = company.Organisation.Id, CreatedAt = DateTime.UtcNow }));
        return portion;
    }

    async Task<Guid> BringAsync(List<(Organisation Organisation, Contact Contact)> companies)
    {
        var text = new StringBuilder().AppendJoin(';', Columns.Select(column => column.Field)).Append('\n');
        foreach (var (organisation, contact) in companies)
            text.AppendJoin(';', Columns.Select(column => column.Read(organisation, contact))).Append('\n');
        var petra = await server.Database.ReadAsync(db => db.Users.Where(user => user.Email!.StartsWith("petra@")).Select(user => user.Id).SingleAsync());
        return await server.Get<ImportDesk>().ReadAsync(new("bedrijven.csv", Encoding.UTF8.GetBytes(text.ToString())), new Actor(petra, "Petra", Door.Import, [Roles.ProcessOwner]));
    }

    async Task<TimeSpan> TimeAsync(Func<Task> start, Guid id, ImportStatus end)
    {
        var begun = Stopwatch.GetTimestamp();
        await start();
        while (await server.Database.ReadAsync(db => db.Imports.Where(import => import.Id == id).Select(import => import.Status).SingleAsync()) != end)
            await Task.Delay(LookAgain);
        return Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>A figure for rows that were refused would say nothing.</summary>
    async Task AssertInAsync(Guid id) => await server.Database.ReadAsync(async db =>
    {
        var created = await db.ImportRows.CountAsync(row => row.ImportId == id && row.State == ImportRowState.Created);
        return created >= rows * 0.99 ? true : throw new InvalidOperationException($"Only {created} of {rows} rows came in.");
    });
}
