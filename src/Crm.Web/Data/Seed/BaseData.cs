using Crm.ContactMoments;
using Crm.EntryProfiles;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Quotes.Prices;
using Crm.Users;
using Microsoft.AspNetCore.Identity;

namespace Crm.Data.Seed;

/// <summary>The tables that every company starts with; all of it can be changed afterwards.</summary>
public static class BaseData
{
    public static void Add(CrmDbContext db)
    {
        foreach (var role in Roles.All)
            db.Roles.Add(new IdentityRole<Guid>(role) { Id = Guid.CreateVersion7(), NormalizedName = role.ToUpperInvariant() });
        db.ForecastStatuses.AddRange(Statuses);
        AddOptions(db, ForecastOptionKind.Source, ("Aanbeveling", "Referral"), ("Website", "Website"), ("Beurs", "Trade fair"), ("Bestaande klant", "Existing customer"), ("Koude acquisitie", "Cold call"));
        // AFAS' own reasons (ViRe), so that figures stay comparable.
        AddOptions(db, ForecastOptionKind.LossReason, ("Prijs", "Price"), ("Functionaliteit", "Functionality"), ("Serviceverlening", "Service"), ("Productkwaliteit", "Product quality"),
            ("Organisatie", "Organisation"), ("Visie", "Vision"), ("Ervaring", "Experience"), ("Referentie", "Reference"), ("Geen reactie", "No response"), ("Overig", "Other"));
        AddOptions(db, ForecastOptionKind.CampaignType, ("Mailing", "Mailing"), ("Beurs", "Trade fair"), ("Evenement", "Event"), ("Belactie", "Calls"), ("Advertentie", "Advertisement"));
        db.ContactForms.AddRange(Forms);
        db.VatRates.AddRange(VatRates);
        db.EntryProfiles.AddRange(Profiles);
    }

    static IEnumerable<ForecastStatus> Statuses =>
    [
        new() { Key = "new", Name = new("Nieuw", "New"), Color = "st1", Order = 1, Chance = 10, StaleAfterDays = 30 },
        new() { Key = "qualified", Name = new("Gekwalificeerd", "Qualified"), Color = "st2", Order = 2, Chance = 25, StaleAfterDays = 30 },
        new() { Key = "quote", Name = new("Offerte", "Quote"), Color = "st3", Order = 3, Chance = 50, StaleAfterDays = 30 },
        new() { Key = "negotiation", Name = new("Onderhandeling", "Negotiation"), Color = "st4", Order = 4, Chance = 75, StaleAfterDays = 14 },
        new() { Key = "verbal", Name = new("Mondeling akkoord", "Verbal agreement"), Color = "st5", Order = 5, Chance = 90, StaleAfterDays = 14 },
    ];

    static IEnumerable<ContactForm> Forms =>
    [
        new() { Name = new("Telefoon", "Phone"), Icon = "phone", Order = 1 },
        new() { Name = new("Bezoek", "Visit"), Icon = "user", Order = 2, FollowUpDefinitionId = "contact-moment-follow-up" },
        new() { Name = new("Online overleg", "Online meeting"), Icon = "cal", Order = 3, FollowUpDefinitionId = "contact-moment-follow-up" },
        new() { Name = new("E-mail", "E-mail"), Icon = "mail", Order = 4 },
        new() { Name = new("Beurs", "Trade fair"), Icon = "camp", Order = 5, FollowUpDefinitionId = "contact-moment-follow-up" },
    ];

    static IEnumerable<VatRate> VatRates =>
    [
        new() { Code = "high", ValidFrom = new(2012, 10, 1), Rate = 21 },
        new() { Code = "low", ValidFrom = new(2019, 1, 1), Rate = 9 },
        new() { Code = "zero", ValidFrom = new(2000, 1, 1), Rate = 0 },
        new() { Code = "exempt", ValidFrom = new(2000, 1, 1), Rate = 0 },
        new() { Code = "reversed", ValidFrom = new(2000, 1, 1), Rate = 0 },
    ];

    static IEnumerable<EntryProfile> Profiles =>
    [
        new()
        {
            Key = "domestic", Name = new("Prospect zakelijk", "Business prospect"), LookUp = LookUp.Kvk, ReviewDefinitionId = "new-relation-approval",
            RoleNames = [Roles.Sales, Roles.ProcessOwner], Order = 1, Fields = [.. DomesticFields],
        },
        new()
        {
            Key = "small", Name = new("Klein, direct aangemaakt", "Small, created at once"), LookUp = LookUp.Kvk,
            RoleNames = [Roles.Sales, Roles.Reviewer, Roles.ProcessOwner], Order = 2, Fields = [.. SmallFields],
        },
    ];

    static IEnumerable<FieldRule> DomesticFields =>
    [
        new("name", FieldMode.Required), new("kvkNumber", FieldMode.Optional), new("branchNumber", FieldMode.Optional), new("legalForm", FieldMode.Optional),
        new("rsin", FieldMode.ReadOnly), new("vatId", FieldMode.Optional), new("street", FieldMode.Optional), new("houseNumber", FieldMode.Optional),
        new("addition", FieldMode.Optional), new("postalCode", FieldMode.Optional), new("town", FieldMode.Required), new("country", FieldMode.Optional, "NL"),
        new("sbiCode", FieldMode.ReadOnly), new("industry", FieldMode.Optional), new("website", FieldMode.Optional), new("nonMailing", FieldMode.Optional, "false"),
        new("responsible", FieldMode.Required, "me"), new("language", FieldMode.Optional, "nl"), new("entrepreneur", FieldMode.Optional, "true"),
        new("firstName", FieldMode.Optional), new("prefix", FieldMode.Optional), new("lastName", FieldMode.Required), new("function", FieldMode.Optional),
        new("contactEmail", FieldMode.Optional), new("mobile", FieldMode.Optional), new("contactPhone", FieldMode.Optional), new("source", FieldMode.Required),
        new("description", FieldMode.Required), new("status", FieldMode.Optional, "new"), new("amount", FieldMode.Optional), new("expectedDate", FieldMode.Required, "today+90"),
        new("remark", FieldMode.Optional),
    ];

    static IEnumerable<FieldRule> SmallFields =>
    [
        new("name", FieldMode.Required), new("kvkNumber", FieldMode.Optional), new("branchNumber", FieldMode.ReadOnly), new("legalForm", FieldMode.ReadOnly),
        new("street", FieldMode.Optional), new("houseNumber", FieldMode.Optional), new("addition", FieldMode.Optional), new("postalCode", FieldMode.Optional),
        new("town", FieldMode.Required), new("phone", FieldMode.Optional), new("nonMailing", FieldMode.ReadOnly), new("responsible", FieldMode.ReadOnly, "me"),
        new("firstName", FieldMode.Optional), new("prefix", FieldMode.Optional), new("lastName", FieldMode.Optional), new("contactEmail", FieldMode.Optional),
        new("mobile", FieldMode.Optional), new("description", FieldMode.Optional), new("amount", FieldMode.Optional), new("expectedDate", FieldMode.Optional, "today+30"),
    ];

    static void AddOptions(CrmDbContext db, ForecastOptionKind kind, params (string Nl, string En)[] names) =>
        db.ForecastOptions.AddRange(names.Select((name, index) => new ForecastOption { Kind = kind, Name = new(name.Nl, name.En), Order = index + 1 }));
}
