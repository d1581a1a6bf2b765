using Crm.Forecasts;
using Crm.Quotes;
using Crm.Quotes.Templates;

namespace Crm.Data.Seed;

/// <summary>Brekelmans Techniek: what it sells, whom it sells to, and how that went so far.</summary>
public static class DemoCompany
{
    public static void Add(CrmDbContext db, TimeProvider clock, QuoteTemplate template)
    {
        AddTables(db);
        var story = new DemoStory(db, clock);
        var relations = new DemoRelations(db, story).Add();
        DemoFields.Add(db, story, relations);
        var forecasts = new DemoForecasts(db, story, relations).Add();
        new DemoContacts(db, story).Add(forecasts);
        new DemoQuotes(db, story, template).Add(forecasts);
        DemoTargets.Add(db, story);
        new DemoCampaigns(db, story, relations).Add(forecasts);
    }

    /// <summary>What it sells and against whom.</summary>
    public static void AddTables(CrmDbContext db)
    {
        AddOptions(db, ForecastOptionKind.Group, ("Koeltechniek", "Refrigeration"), ("Klimaat", "Climate"), ("Service en onderhoud", "Service and maintenance"), ("Installatie", "Installation"));
        AddOptions(db, ForecastOptionKind.Competitor, ("Frigotec", "Frigotec"), ("Koudebouw", "Koudebouw"), ("Polar Installaties", "Polar Installaties"), ("Noordkoel", "Noordkoel"));
        db.Catalogue.AddRange(DemoCatalogue.Items);
    }

    static void AddOptions(CrmDbContext db, ForecastOptionKind kind, params (string Nl, string En)[] names) =>
        db.ForecastOptions.AddRange(names.Select((name, index) => new ForecastOption { Kind = kind, Name = new(name.Nl, name.En), Order = index + 1 }));
}
