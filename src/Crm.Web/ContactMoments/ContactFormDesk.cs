using Crm.Data;
using Crm.Workflows;

namespace Crm.ContactMoments;

/// <summary>A form of contact as somebody sets it up.</summary>
/// <param name="DefinitionId">The workflow that starts when contact is logged with it; null for none.</param>
public sealed record ContactFormEntry(string? NameNl, string? NameEn, string? Icon, string? DefinitionId);

/// <summary>Sets up the ways in which contact is made.</summary>
public sealed class ContactFormDesk(CrmDatabase database)
{
    const int NameLength = 40;

    /// <summary>The drawings that can stand for a form of contact.</summary>
    public static readonly IReadOnlyList<string> Icons = ["phone", "mail", "user", "cal", "chat", "camp", "send", "att", "eye", "rel"];

    public sealed record Row(Guid Id, LocalText Name, string Icon, string? DefinitionId, string? Definition, bool IsArchived, int Uses);

    public Task<IReadOnlyList<Row>> ListAsync(CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<Row>>(async db =>
        await db.ContactForms.OrderBy(f => f.IsArchived).ThenBy(f => f.Order)
            .Select(f => new Row(f.Id, new LocalText(f.Name.Nl, f.Name.En), f.Icon, f.FollowUpDefinitionId,
                db.WorkflowDefinitions.Where(d => d.DefinitionId == f.FollowUpDefinitionId && d.IsPublished).Select(d => d.Name).FirstOrDefault(),
                f.IsArchived, db.ContactMoments.Count(m => m.FormId == f.Id)))
            .ToListAsync(cancellationToken), cancellationToken);

    public Task<IReadOnlyList<DefinitionChoice>> ProcessesAsync(CancellationToken cancellationToken = default) => database.ReadAsync(db => db.DefinitionChoicesAsync(cancellationToken), cancellationToken);

    public Task<Guid> AddAsync(ContactFormEntry entry, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        await RefuseAsync(db, entry, null, cancellationToken);
        var last = await db.ContactForms.MaxAsync(f => (int?)f.Order, cancellationToken) ?? 0;
        var form = new ContactForm { Name = new("", ""), Icon = "", Order = last + 1 };
        Fill(form, entry);
        db.ContactForms.Add(form);
        return form.Id;
    }, cancellationToken);

    public Task EditAsync(Guid id, ContactFormEntry entry, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var form = await FindAsync(db, id, cancellationToken);
        await RefuseAsync(db, entry, form, cancellationToken);
        Fill(form, entry);
    }, cancellationToken);

    /// <param name="ids">All of them, in the order they are to stand.</param>
    public Task OrderAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        foreach (var form in await db.ContactForms.Where(f => ids.Contains(f.Id)).ToListAsync(cancellationToken))
            form.Order = ids.ToList().IndexOf(form.Id) + 1;
    }, cancellationToken);

    /// <summary>Chosen no more; contact that was logged with it keeps it.</summary>
    public Task RetireAsync(Guid id, bool isArchived, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        var form = await FindAsync(db, id, cancellationToken);
        if (isArchived && !await db.ContactForms.AnyAsync(f => f.Id != id && !f.IsArchived, cancellationToken))
            throw RefusedException.Conflict("Dit is de laatste contactvorm; een contactmoment heeft er een nodig.", "This is the last form of contact; a contact moment needs one.");
        form.IsArchived = isArchived;
    }, cancellationToken);

    static void Fill(ContactForm form, ContactFormEntry entry)
    {
        form.Name = LocalText.Entered(entry.NameNl, entry.NameEn);
        (form.Icon, form.FollowUpDefinitionId) = (entry.Icon!, string.IsNullOrWhiteSpace(entry.DefinitionId) ? null : entry.DefinitionId);
    }

    static async Task<ContactForm> FindAsync(CrmDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.ContactForms.SingleOrDefaultAsync(f => f.Id == id, cancellationToken) ?? throw RefusedException.NotFound("Deze contactvorm bestaat niet.", "This form of contact does not exist.");

    static async Task RefuseAsync(CrmDbContext db, ContactFormEntry entry, ContactForm? before, CancellationToken cancellationToken)
    {
        List<Fault> faults = [];
        if ((entry.NameNl ?? "").Trim().Length is 0 or > NameLength)
            faults.Add(new(nameof(entry.NameNl), $"Vul een naam in van hooguit {NameLength} tekens.", $"Enter a name of at most {NameLength} characters."));
        if ((entry.NameEn ?? "").Trim().Length > NameLength)
            faults.Add(new(nameof(entry.NameEn), $"De naam is hooguit {NameLength} tekens.", $"The name has at most {NameLength} characters."));
        if (!Icons.Contains(entry.Icon))
            faults.Add(new(nameof(entry.Icon), "Kies een pictogram.", "Choose an icon."));
        if (!string.IsNullOrWhiteSpace(entry.DefinitionId) && entry.DefinitionId != before?.FollowUpDefinitionId && !await db.WorkflowDefinitions.AnyAsync(d => d.DefinitionId == entry.DefinitionId && d.IsPublished, cancellationToken))
            faults.Add(new(nameof(entry.DefinitionId), "Kies een proces dat in gebruik is.", "Choose a process that is in use."));
        faults.RefuseIfAny();
    }
}
