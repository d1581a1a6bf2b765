using Crm.CustomFields;
using Crm.Data;
using Crm.Mail;

namespace Crm.Campaigns;

/// <summary>What the text of a campaign mail can name of its receiver.</summary>
public sealed record MergeFields(string FirstName, string LastName, string Function, string Company, string Town, string Sender, string Language)
{
    static readonly MergeFields Sample = new("Anna", "de Boer", "inkoper", "Voorbeeld B.V.", "Utrecht", "Sanne de Wit", "nl");

    /// <summary>The custom fields of person, organisation and relation, by their key.</summary>
    public IReadOnlyDictionary<string, object?> Custom { get; init; } = new Dictionary<string, object?>();

    /// <summary>Somebody made up, to try a text on.</summary>
    public static MergeFields SampleWith(CustomFieldSet custom) => Sample with { Custom = custom.ForTemplate() };

    public IReadOnlyDictionary<string, object?> Values => new Dictionary<string, object?>(Custom)
    {
        ["first_name"] = FirstName,
        ["last_name"] = LastName,
        ["name"] = $"{FirstName} {LastName}".Trim(),
        ["function"] = Function,
        ["company"] = Company,
        ["town"] = Town,
        ["sender"] = Sender,
    };

    /// <summary>Per member.</summary>
    public static async Task<Dictionary<Guid, MergeFields>> ReadAsync(CrmDbContext db, Campaign campaign, IReadOnlyList<CampaignMember> members, CancellationToken cancellationToken)
    {
        var ids = members.Select(member => member.ContactId!.Value).ToList();
        var sender = await db.Users.Where(user => user.Id == campaign.ResponsibleId).Select(user => user.Name).SingleAsync(cancellationToken);
        var contacts = await db.Contacts.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new
        {
            c.Id,
            c.Person,
            c.Function,
            Company = c.Organisation!.Name,
            c.Organisation.Address.Town,
            Organisation = c.Organisation.Custom,
            Relation = db.Relations.Where(r => r.OrganisationId == c.OrganisationId && !r.IsArchived).OrderBy(r => r.Number).Select(r => r.Custom).FirstOrDefault(),
            Language = db.Relations.Where(r => r.OrganisationId == c.OrganisationId && !r.IsArchived).OrderBy(r => r.Number).Select(r => r.Language).FirstOrDefault() ?? "nl",
        }).ToDictionaryAsync(c => c.Id, cancellationToken);
        var custom = await CustomFieldSet.ReadAsync(db, cancellationToken);
        return members.Where(member => contacts.ContainsKey(member.ContactId!.Value)).ToDictionary(member => member.Id, member =>
        {
            var c = contacts[member.ContactId!.Value];
            return new MergeFields(c.Person!.FirstName, $"{c.Person.Prefix} {c.Person.LastName}".Trim(), c.Function, c.Company, c.Town, sender, c.Language) { Custom = custom.ForTemplate(c.Person.Custom, c.Organisation, c.Relation) };
        });
    }

    public Letter ToLetter(CampaignAction action, CampaignMember member, CrmSettings settings)
    {
        var isEnglish = Language == "en" && action.Text.En.Length > 0;
        var unsubscribe = settings.BaseUrl + Urls.Unsubscribe(member.Token!);
        return new("campaign", isEnglish ? "en" : "nl", member.Address, member.Name)
        {
            Values = new Dictionary<string, object?>
            {
                ["subject"] = CampaignText.Fill(isEnglish && action.Subject.En.Length > 0 ? action.Subject.En : action.Subject.Nl, this),
                ["unsubscribe"] = unsubscribe,
            },
            Markup = CampaignText.Html(isEnglish ? action.Text.En : action.Text.Nl, this),
            UnsubscribeUrl = unsubscribe,
            RelationId = member.RelationId,
        };
    }
}
