using Crm.CustomFields;
using Crm.Data;
using Crm.Documents;
using Crm.Relations;
using Crm.Users;

namespace Crm.Quotes.Templates;

/// <summary>Works on templates: a draft is saved as often as one likes, and becomes a version when it is published.</summary>
public sealed class TemplateDesk(CrmDatabase database, TemplateCheck check, TimeProvider clock)
{
    const int LongestText = 10_000, LongestFile = 200_000, LongestLogo = 700_000, LongestNote = 300;
    static readonly string[] Pictures = ["data:image/png;base64,", "data:image/jpeg;base64,", "data:image/webp;base64,"];

    /// <summary>A draft of a template that was not there yet: a copy of another one, or an empty document in the house style. Nobody can choose it until it is published.</summary>
    /// <param name="from">The key of the template to begin with; null: an empty one.</param>
    public Task<TemplateVersion> CreateAsync(string? nameNl, string? nameEn, string? from, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        EnsureMay(actor);
        var name = LocalText.Entered(nameNl ?? "", nameEn ?? "");
        NameFaults(name).RefuseIfAny();
        var begun = string.IsNullOrEmpty(from) ? ShippedTemplates.Empty
            : await db.TemplatesInUse().Where(version => version.Key == from && version.Key != TemplateVersion.House).Select(version => version.Content).SingleOrDefaultAsync(cancellationToken) ?? throw NoTemplate();
        var draft = new TemplateVersion
        {
            Key = await FreeKeyAsync(db, name.Nl, cancellationToken), Version = TemplateVersion.Draft, Content = begun with { Name = name }, SavedBy = actor.Name, SavedAt = clock.UtcNow(),
        };
        db.TemplateVersions.Add(draft);
        return draft;
    }, cancellationToken);

    /// <summary>The name as an address is written; a number behind it when there was one like it.</summary>
    static async Task<string> FreeKeyAsync(CrmDbContext db, string name, CancellationToken cancellationToken)
    {
        var plain = string.Join('-', SearchName.AllWords(name)) is { Length: > 0 } words ? words : "sjabloon";
        var taken = await db.TemplateVersions.Where(version => version.Key.StartsWith(plain)).Select(version => version.Key).Distinct().ToListAsync(cancellationToken);
        return Enumerable.Range(1, taken.Count + 1).Select(number => number == 1 ? plain : $"{plain}-{number}").First(key => !taken.Contains(key));
    }

    /// <param name="revision">Of the draft that was opened; null when there was none.</param>
    public Task<TemplateVersion> SaveAsync(string key, TemplateContent content, int? revision, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        EnsureMay(actor);
        await EnsureFitsAsync(db, key, content, cancellationToken);
        var draft = await DraftAsync(db, key, cancellationToken);
        if (draft?.Revision != revision)
            throw RefusedException.Conflict(
                $"{draft?.SavedBy ?? "Iemand anders"} werkte intussen aan dit sjabloon. Wat je invoerde staat er nog.",
                $"{draft?.SavedBy ?? "Somebody else"} worked on this template in the meantime. What you entered is still here.");
        if (draft is null)
            db.TemplateVersions.Add(draft = new() { Key = key, Version = TemplateVersion.Draft, Content = content, SavedAt = clock.UtcNow() });
        (draft.Content, draft.SavedBy, draft.SavedAt) = (content, actor.Name, clock.UtcNow());
        return draft;
    }, cancellationToken);

    public Task DiscardAsync(string key, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        EnsureMay(actor);
        db.TemplateVersions.Remove(await DraftAsync(db, key, cancellationToken) ?? throw NoDraft());
    }, cancellationToken);

    /// <summary>The draft becomes the version in use, if it makes a document of every kind of quote. What was sent keeps its own.</summary>
    public Task<TemplateVersion> PublishAsync(string key, string? note, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        EnsureMay(actor);
        var why = Note(note);
        var draft = await DraftAsync(db, key, cancellationToken) ?? throw NoDraft();
        await EnsureRightAsync(db, key, draft.Content, cancellationToken);
        draft.Version = await NextNumberAsync(db, key, cancellationToken);
        (draft.Note, draft.PublishedAt, draft.SavedBy) = (why, clock.UtcNow(), actor.Name);
        return draft;
    }, cancellationToken);

    /// <summary>An older version, or a shipped one that was only offered, comes into use again as a new version. A draft stays.</summary>
    public Task<TemplateVersion> ReturnAsync(string key, int number, string? note, Actor actor, CancellationToken cancellationToken = default) => database.WriteAsync(async db =>
    {
        EnsureMay(actor);
        var old = await db.TemplateVersions.AsNoTracking().SingleOrDefaultAsync(version => version.Key == key && version.Version == number && version.Version != TemplateVersion.Draft, cancellationToken)
            ?? throw RefusedException.NotFound("Deze versie bestaat niet.", "There is no such version.");
        await EnsureRightAsync(db, key, old.Content, cancellationToken);
        var again = new TemplateVersion
        {
            Key = key, Version = await NextNumberAsync(db, key, cancellationToken), Content = old.Content, Note = Note(note), SavedBy = actor.Name, SavedAt = clock.UtcNow(), PublishedAt = clock.UtcNow(),
        };
        db.TemplateVersions.Add(again);
        return again;
    }, cancellationToken);

    async Task EnsureRightAsync(CrmDbContext db, string key, TemplateContent content, CancellationToken cancellationToken)
    {
        var company = await db.Companies.AsNoTracking().SingleAsync(cancellationToken);
        var custom = await CustomFieldSet.ReadAsync(db, cancellationToken);
        var faults = (await db.PairsOfAsync(key, content, cancellationToken)).SelectMany(pair => check.FaultsOf(pair, company, custom)).Distinct();
        faults.Select(fault => new Fault("files." + fault.File, Sentence(fault, "nl"), Sentence(fault, "en"))).RefuseIfAny();
    }

    static string Sentence(TemplateFault fault, string language)
    {
        using (new ReadingAs(language))
            return $"{TemplateNames.OfFile(fault.File)}, {fault}";
    }

    /// <summary>A template is one document, and the house style keeps the parts it has: what a document includes is looked for by their names.</summary>
    internal static async Task EnsureFitsAsync(CrmDbContext db, string key, TemplateContent? content, CancellationToken cancellationToken)
    {
        var known = await db.TemplateVersions.AsNoTracking().Where(version => version.Key == key).OrderByDescending(version => version.Version).FirstOrDefaultAsync(cancellationToken) ?? throw NoTemplate();
        if (content?.Files is null || !content.Files.Keys.Order().SequenceEqual(known.Content.Files.Keys.Order()))
            throw RefusedException.Invalid("files", "Geef alle onderdelen van het sjabloon mee, en geen andere.", "Give all parts of the template, and no others.");
        List<Fault> faults = [.. content.Files.Where(file => file.Value is null || file.Value.Length > LongestFile)
            .Select(file => new Fault("files." + file.Key, "Dit onderdeel is leeg of langer dan 200.000 tekens.", "This part is missing or longer than 200,000 characters."))];
        faults.AddRange(NameFaults(content.Name));
        if (key != TemplateVersion.House && Texts(content).Any(text => text is null || text.Length > LongestText))
            faults.Add(new("texts", "Vul de teksten in beide talen in, elk met hoogstens 10.000 tekens.", "Enter the texts in both languages, each of at most 10,000 characters."));
        if (content.Logo is null || content.Logo.Length > LongestLogo || content.Logo.Length > 0 && !Pictures.Any(kind => content.Logo.StartsWith(kind, StringComparison.Ordinal)))
            faults.Add(new("logo", "Kies een logo als PNG, JPEG of WebP van hoogstens 500 kB.", "Choose a logo as a PNG, JPEG or WebP of at most 500 kB."));
        faults.RefuseIfAny();
    }

    static IEnumerable<Fault> NameFaults(LocalText? name)
    {
        if (string.IsNullOrWhiteSpace(name?.Nl) || name.Nl.Length > 60 || string.IsNullOrWhiteSpace(name.En) || name.En.Length > 60)
            yield return new("name", "Vul in beide talen een naam van hoogstens 60 tekens in.", "Enter a name of at most 60 characters in both languages.");
    }

    static IEnumerable<string?> Texts(TemplateContent content) =>
        new[] { content.Nl, content.En }.SelectMany(texts => new[] { texts?.Introduction, texts?.Delivery, texts?.PaymentTerms, texts?.Closing });

    static Task<TemplateVersion?> DraftAsync(CrmDbContext db, string key, CancellationToken cancellationToken) =>
        db.TemplateVersions.SingleOrDefaultAsync(version => version.Key == key && version.Version == TemplateVersion.Draft, cancellationToken);

    static async Task<int> NextNumberAsync(CrmDbContext db, string key, CancellationToken cancellationToken) =>
        await db.TemplateVersions.Where(version => version.Key == key).MaxAsync(version => version.Version, cancellationToken) + 1;

    static string Note(string? note) => (note ?? "").Trim() switch
    {
        "" => throw RefusedException.Invalid("note", "Schrijf kort op wat er anders is.", "Write down briefly what is different."),
        { Length: > LongestNote } => throw RefusedException.Invalid("note", "Schrijf hoogstens 300 tekens.", "Write at most 300 characters."),
        var text => text,
    };

    static void EnsureMay(Actor actor)
    {
        if (!actor.Is(Roles.ProcessOwner))
            throw RefusedException.Forbidden("De sjablonen zijn van de proceseigenaar.", "The templates belong to the process owner.");
    }

    internal static RefusedException NoTemplate() => RefusedException.NotFound("Dit sjabloon bestaat niet.", "There is no such template.");

    static RefusedException NoDraft() => RefusedException.NotFound("Er is geen concept van dit sjabloon.", "There is no draft of this template.");
}
