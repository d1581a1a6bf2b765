using Crm.Data;

namespace Crm.Relations;

/// <summary>A contact person as someone fills it in.</summary>
public sealed record ContactDetails
{
    const int NameLength = 80;

    public string FirstName { get; init; } = "";
    public string Prefix { get; init; } = "";
    public string LastName { get; init; } = "";
    public string Function { get; init; } = "";
    public string Email { get; init; } = "";
    public string Phone { get; init; } = "";
    public string Mobile { get; init; } = "";
    public bool IsBlocked { get; init; }
    /// <summary>May log in to the portal and see all quotes of the organisation.</summary>
    public bool MayUsePortal { get; init; }
    /// <summary>The person's custom fields to change; what is left out stays.</summary>
    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>();

    /// <summary>As it is kept. All that is wrong is refused at once.</summary>
    public ContactDetails Checked()
    {
        List<Fault> faults = [];
        string Kept(string field, string? typed, FieldKind kind, int maxLength)
        {
            var value = FieldCheck.Of(kind, maxLength, typed ?? "", null);
            if (value.Wrong is { } wrong)
                faults.Add(new(field, wrong.Nl, wrong.En));
            return value.Value;
        }
        var kept = this with
        {
            FirstName = Kept("firstName", FirstName, FieldKind.Text, 60),
            Prefix = Kept("prefix", Prefix, FieldKind.Text, 20),
            LastName = Kept("lastName", LastName, FieldKind.Text, NameLength),
            Function = Kept("function", Function, FieldKind.Text, NameLength),
            Email = Kept("email", Email, FieldKind.Email, 254),
            Phone = Kept("phone", Phone, FieldKind.Phone, 40),
            Mobile = Kept("mobile", Mobile, FieldKind.Phone, 40),
        };
        if (kept.LastName.Length == 0)
            faults.Add(new("lastName", "Vul de achternaam in.", "Enter the last name."));
        return faults.Count == 0 ? kept : throw new RefusedException(Refusal.Invalid, faults);
    }

    public string FullName => string.Join(' ', new[] { FirstName, Prefix, LastName }.Where(part => part.Length > 0));

    public void ApplyTo(Contact contact)
    {
        var person = contact.Person!;
        (person.FirstName, person.Prefix, person.LastName) = (FirstName, Prefix, LastName);
        (contact.Function, contact.Email, contact.IsBlocked, contact.MayUsePortal) = (Function, OrNull(Email), IsBlocked, MayUsePortal);
        (contact.Phone, contact.Mobile) = (OrNull(Phone), OrNull(Mobile));
    }

    static string? OrNull(string value) => value.Length == 0 ? null : value;
}
