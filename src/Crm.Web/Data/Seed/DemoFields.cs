using System.Globalization;
using Crm.CustomFields;
using Crm.Relations;

namespace Crm.Data.Seed;

/// <summary>What the demo company records beside what the product knows.</summary>
public static class DemoFields
{
    static readonly string[] Suppliers = ["Frigotec", "Koudebouw", "Noordkoel"];

    public static void Add(CrmDbContext db, DemoStory story, IReadOnlyList<Relation> relations)
    {
        var contract = Field(CustomRecord.Relation, CustomType.Date, "servicecontract_tot", new("Servicecontract tot", "Service contract until"), 1);
        var supplier = Field(CustomRecord.Relation, CustomType.Text, "koelt_nu_met", new("Koelt nu met", "Cools with now"), 2);
        var coolant = Field(CustomRecord.Organisation, CustomType.Choice, "koudemiddel", new("Koudemiddel", "Refrigerant"), 1);
        coolant.Choices = [new("r404a", new("R404A, uitgefaseerd", "R404A, phased out")), new("co2", new("CO₂", "CO₂")), new("nh3", new("Ammoniak", "Ammonia"))];
        var birthday = Field(CustomRecord.Person, CustomType.Date, "verjaardag", new("Verjaardag", "Birthday"), 1);
        birthday.IsPrivate = true;
        db.CustomFields.AddRange(contract, supplier, coolant, birthday, Field(CustomRecord.Forecast, CustomType.Number, "koelvermogen", new("Koelvermogen in kW", "Cooling capacity in kW"), 1));
        foreach (var (relation, index) in relations.Select((relation, index) => (relation, index)).Where(pair => pair.index % 2 == 0))
        {
            relation.WriteCustom(contract.Key, story.Today.AddDays(40 * index + 12).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            relation.WriteCustom(supplier.Key, Suppliers[index % Suppliers.Length]);
            relation.Organisation!.WriteCustom(coolant.Key, coolant.Choices[index % coolant.Choices.Count].Key);
        }
    }

    static CustomField Field(CustomRecord record, CustomType type, string name, LocalText label, int order) =>
        new() { Record = record, Type = type, Key = CustomField.Prefix(record) + name, Name = label, Order = order };
}
