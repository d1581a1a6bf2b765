using System.Globalization;
using Crm.CustomFields;
using Crm.Forecasts;
using Crm.Permissions;
using Crm.Relations;

namespace Crm.EntryProfiles;

/// <summary>What the values of a submission become once it is created.</summary>
public sealed class SubmittedValues(IReadOnlyDictionary<string, string> values)
{
    static readonly HashSet<string> OfRelation = [.. RelationFields.All.Select(field => field.Key)];

    public string this[string key] => values.GetValueOrDefault(key, "");

    public string Name => this[RelationFields.Name];

    public string? KvkNumber => this[RelationFields.KvkNumber] is { Length: > 0 } number ? number : null;

    public Guid? ResponsibleId => Guid.TryParse(this[RelationFields.Responsible], out var id) ? id : null;

    public Dictionary<string, string> ForRelation => values.Where(pair => OfRelation.Contains(pair.Key) || CustomField.RecordOf(pair.Key) is CustomRecord.Organisation or CustomRecord.Relation).ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>Null when nobody was named.</summary>
    public ContactDetails? Contact => this[EntryFields.LastName].Length == 0
        ? null
        : new()
        {
            FirstName = this[EntryFields.FirstName],
            Prefix = this[EntryFields.Prefix],
            LastName = this[EntryFields.LastName],
            Function = this[EntryFields.Function],
            Email = this[EntryFields.ContactEmail],
            Phone = this[EntryFields.ContactPhone],
            Mobile = this[EntryFields.Mobile],
            Custom = CustomOf(CustomRecord.Person),
        };

    /// <summary>Null when there is no opportunity in sight: neither a description nor an amount.</summary>
    public OpenForecast? Forecast(Guid relationId, Guid? contactId, DateOnly today)
    {
        if (this[EntryFields.Description].Length == 0 && this[EntryFields.Amount].Length == 0)
            return null;
        return new(relationId)
        {
            Description = this[EntryFields.Description] is { Length: > 0 } description ? description : null,
            ContactId = contactId,
            ResponsibleId = ResponsibleId,
            SourceId = Guid.TryParse(this[EntryFields.Source], out var source) ? source : null,
            Status = this[EntryFields.Status],
            ExpectedAmount = decimal.TryParse(this[EntryFields.Amount], CultureInfo.InvariantCulture, out var amount) ? amount : null,
            ExpectedDate = ExpectedFrom(today),
            Remark = this[EntryFields.Remark],
            Custom = CustomOf(CustomRecord.Forecast),
        };
    }

    /// <summary>The organisation as the duplicate check compares it.</summary>
    public (Organisation Organisation, IReadOnlyCollection<Contact> Contacts) ToCompare()
    {
        var organisation = new Organisation { Name = Name };
        var relation = new Relation { Number = 0, OrganisationId = organisation.Id, Organisation = organisation, CreatedAt = DateTime.UnixEpoch };
        foreach (var (key, value) in ForRelation.Where(pair => RelationFields.Find(pair.Key)?.Checked(pair.Value).IsRight == true))
            RelationFields.Find(key)!.Write(relation, RelationFields.Find(key)!.Checked(value).Value);
        organisation.Address = organisation.Address with { PostalCode = DutchNumbers.PostalCode(organisation.Address.PostalCode).Value };
        var contact = new Contact { OrganisationId = organisation.Id, PersonId = Guid.Empty };
        contact.Email = Right(DutchNumbers.Email(this[EntryFields.ContactEmail]));
        contact.Phone = Right(DutchNumbers.Phone(this[EntryFields.ContactPhone]));
        contact.Mobile = Right(DutchNumbers.Phone(this[EntryFields.Mobile]));
        return (organisation, [contact]);
    }

    Dictionary<string, string> CustomOf(CustomRecord record) => values.Where(pair => CustomField.RecordOf(pair.Key) == record).ToDictionary(pair => pair.Key, pair => pair.Value);

    // A date that passed while the submission waited for its reviewer becomes today.
    DateOnly? ExpectedFrom(DateOnly today) => DateOnly.TryParse(this[EntryFields.ExpectedDate], CultureInfo.InvariantCulture, out var day) ? (day < today ? today : day) : null;

    /// <summary>What bears on approaching the one who was entered.</summary>
    public PermissionFacts ToApproach()
    {
        var (organisation, contacts) = ToCompare();
        var contact = contacts.First();
        return new() { LegalForm = organisation.LegalForm, IsNonMailing = organisation.IsNonMailing, Email = contact.Email, Phone = contact.Phone, Mobile = contact.Mobile };
    }

    static string? Right(Checked value) => value.IsRight && value.Value.Length > 0 ? value.Value : null;
}
