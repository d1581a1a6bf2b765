using Crm.Data;
using Crm.Data.Seed;

namespace Crm.Users;

/// <summary>The company that uses the product: what stands on its quotes and in its portal.</summary>
public sealed class CompanyDesk(CrmDatabase database)
{
    public sealed record Entry(
        string Name, string StatutoryName, string StatutorySeat, string KvkNumber, string VatId, string Iban, string Email, string Phone, string Website, string Accent,
        Address Address, decimal MarginNorm, bool NeedsSignOff);

    public Task<Entry> ReadAsync(CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var company = await db.Companies.SingleAsync(cancellationToken);
        return new Entry(company.Name, company.StatutoryName, company.StatutorySeat, company.KvkNumber, company.VatId, company.Iban, company.Email, company.Phone,
            company.Website, company.Accent, company.Address, company.MarginNorm, company.NeedsSignOff);
    }, cancellationToken);

    public Task SaveAsync(Entry entry, CancellationToken cancellationToken)
    {
        entry = entry with { KvkNumber = Bare(entry.KvkNumber), VatId = Bare(entry.VatId), Iban = Bare(entry.Iban), Accent = entry.Accent.Trim().ToUpperInvariant() };
        var faults = CompanyRules.FaultsOf(entry);
        faults.RefuseIfAny();
        return database.WriteAsync(async db =>
        {
            var company = await db.Companies.SingleAsync(cancellationToken);
            (company.Name, company.StatutoryName, company.StatutorySeat) = (entry.Name.Trim(), entry.StatutoryName.Trim(), entry.StatutorySeat.Trim());
            (company.KvkNumber, company.VatId, company.Iban) = (entry.KvkNumber, entry.VatId, entry.Iban);
            (company.Email, company.Phone, company.Website) = (entry.Email.Trim(), entry.Phone.Trim(), entry.Website.Trim());
            (company.Accent, company.Address, company.MarginNorm, company.NeedsSignOff) = (entry.Accent, entry.Address, entry.MarginNorm, entry.NeedsSignOff);
        }, cancellationToken);
    }

    /// <summary>The demo sign-ins that exist in this database and can be used.</summary>
    public Task<IReadOnlyList<DemoPeople.Person>> DemoPeopleAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<DemoPeople.Person>>(async db =>
    {
        var addresses = DemoPeople.All.Select(person => person.Email).ToList();
        var present = await db.Users.Where(user => user.IsActive && addresses.Contains(user.Email!)).Select(user => user.Email).ToListAsync(cancellationToken);
        return [.. DemoPeople.All.Where(person => present.Contains(person.Email))];
    }, cancellationToken);

    static string Bare(string? text) => new([.. (text ?? "").Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);
}
