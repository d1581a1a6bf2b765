using Crm.Audit;
using Crm.Data;
using PhoneNumbers;

namespace Crm.Relations;

/// <summary>The mobile number of a contact, and what history knows of how it came to be his.</summary>
public static class MobileNumber
{
    /// <summary>E.164; empty when the contact has none that exists.</summary>
    public static string Of(Contact contact) => DutchNumbers.Phone(contact.Mobile ?? "") is { IsRight: true } number ? number.Value : "";

    /// <summary>"+31 6 •• •• 34 12": who knows the number knows it again, and nobody else learns it.</summary>
    public static string Masked(string e164)
    {
        var number = PhoneNumberUtil.GetInstance().Parse(e164, "NL");
        var national = number.NationalNumber.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return national.Length < 8 ? $"+{number.CountryCode} •••" : $"+{number.CountryCode} {national[0]} •• •• {national[^4..^2]} {national[^2..]}";
    }

    /// <summary>The change by which the number came onto the contact's card: its own, else the one that made the card. Null when history does not know.</summary>
    public static async Task<FieldChange?> OriginAsync(CrmDbContext db, Guid relationId, Contact contact, CancellationToken cancellationToken)
    {
        var changes = await db.FieldChanges.AsNoTracking().Where(change => change.RecordId == relationId && change.Field == "contact").OrderByDescending(change => change.At).ToListAsync(cancellationToken);
        return changes.Find(change => Tells(change.New) && !Tells(change.Old)) ?? changes.Find(change => change.Old is null && change.New == contact.Person!.FullName);

        bool Tells(string? card) => card?.Contains(contact.Mobile!, StringComparison.Ordinal) == true;
    }
}
