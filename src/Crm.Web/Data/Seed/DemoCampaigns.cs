using Crm.Campaigns;
using Crm.Dossiers;
using Crm.Forecasts;
using Crm.Permissions;
using Crm.Relations;
using Crm.Users;

namespace Crm.Data.Seed;

/// <summary>A trade fair of last spring and an autumn mailing that still runs, with whom they reached, what they cost and what came of them.</summary>
public sealed class DemoCampaigns(CrmDbContext db, DemoStory story, IReadOnlyList<Relation> relations)
{
    const string Invitation = "Beste {{ first_name }},\n\nVanaf 1 januari verandert de subsidie op warmtepompen. Wat dat voor {{ company }} betekent, rekenen wij kosteloos voor u door. "
        + "Antwoord op deze mail, dan plannen we een half uur.\n\nMet vriendelijke groet,\n{{ sender }}";

    readonly User marieke = story.People["Marieke Vos"];

    public void Add(IReadOnlyList<Forecast> forecasts)
    {
        AddFair(forecasts);
        AddAutumn(forecasts);
    }

    void AddFair(IReadOnlyList<Forecast> forecasts)
    {
        var day = story.Workday(story.Today.AddDays(-250));
        var fair = Campaign("Vakbeurs Koude & Klimaat", 1, 1, day.AddDays(-21), day.AddDays(2), budget: 11_500m, expected: 90_000m, "Bestaande relaties spreken en twintig nieuwe kansen ophalen.");
        var letter = Action(fair, ActionKind.Letter, "Uitnodiging per post", day.AddDays(-20), 2.35m);
        var stand = Action(fair, ActionKind.Event, "Gesprekken op de stand", day, 0);
        var invited = relations.Where((_, index) => index % 5 != 4).Select(relation => (relation, contact: story.Contacts[relation.OrganisationId][0])).ToList();
        foreach (var (relation, contact) in invited)
            Reach(fair, letter, relation, contact, OnEnvelope(relation), day.AddDays(-20));
        foreach (var (relation, contact) in invited.Where((_, index) => index % 3 == 0))
            Reach(fair, stand, relation, contact, contact.Email!, day);
        var rent = Cost(fair, CostKind.Fixed, "Standhuur", 6_800m, day.AddDays(-60));
        Cost(fair, CostKind.Fixed, "Ontwerp en drukwerk", 1_450m, day.AddDays(-30));
        Cost(fair, CostKind.Invoice, "Standhuur met stroom", 7_040m, day.AddDays(10), "Beursgebouw Houtrust", "B-20417", rent);
        Cost(fair, CostKind.Invoice, "Koffie en lunch", 892.50m, day.AddDays(6), "Catering De Tafel", "2026-118");
        Choose(fair, forecasts.Where(f => f.StartDate > day && f.StartDate < day.AddDays(100) && invited.Exists(one => one.relation.Id == f.RelationId)).Where((_, index) => index % 5 == 0));
    }

    void AddAutumn(IReadOnlyList<Forecast> forecasts)
    {
        var day = story.Workday(story.Today.AddDays(-62));
        var autumn = Campaign("Najaarsactie warmtepompen", 2, 0, day.AddDays(-7), story.Today.AddDays(38), budget: 4_500m, expected: 120_000m, "Voor de subsidie verandert bij veertig relaties aan tafel zitten.");
        var mailing = Action(autumn, ActionKind.Mail, "Mailing subsidie 2027", day, 0.05m);
        (mailing.Subject, mailing.Text) = (new("Wat de nieuwe subsidie voor {{ company }} betekent", ""), new(Invitation, ""));
        var everyone = relations.SelectMany(relation => story.Contacts[relation.OrganisationId].Select(contact => (relation, contact))).ToList();
        foreach (var ((relation, contact), index) in everyone.Select((one, index) => (one, index)))
            MailTo(autumn, mailing, relation, contact, index, day);
        var calls = new CampaignAction { CampaignId = autumn.Id, Kind = ActionKind.Call, Name = "Nabellen", PlannedOn = story.Workday(story.Today.AddDays(3)), Yield = ActionYield.Task };
        db.CampaignActions.Add(calls);
        db.CampaignSelections.Add(new() { ActionId = calls.Id, Kind = SelectionKind.EarlierAction, Name = mailing.Name, FromActionId = mailing.Id });
        Cost(autumn, CostKind.Fixed, "Rekenhulp op de site", 1_200m, day.AddDays(-20));
        Cost(autumn, CostKind.Invoice, "Tekst en vormgeving", 640m, day.AddDays(8), "Bureau Linde", "26.0311");
        Choose(autumn, forecasts.Where(f => f.StartDate > day).Where((_, index) => index % 3 == 1));
    }

    /// <summary>Two of three agreed to be mailed; one in sixteen of those unsubscribed.</summary>
    void MailTo(Campaign campaign, CampaignAction mailing, Relation relation, Contact contact, int index, DateOnly day)
    {
        if (index % 3 == 2)
        {
            db.CampaignMembers.Add(new() { CampaignId = campaign.Id, ActionId = mailing.Id, ContactId = contact.Id, RelationId = relation.Id, Name = contact.Person!.FullName, Address = contact.Email!, State = MemberState.LeftOut, LeftOut = LeftOut.NoConsent });
            return;
        }
        Say(contact, ConsentAct.Given, story.At(day.AddDays(-300), 14), "Formulier op de website", "Ja, houd mij per mail op de hoogte van nieuws en acties.");
        var member = Reach(campaign, mailing, relation, contact, contact.Email!, day);
        member.Token = $"demo-{contact.Id:N}";
        if (index % 16 == 4)
        {
            member.UnsubscribedAt = story.At(day.AddDays(1), 8, 20);
            Say(contact, ConsentAct.Objected, member.UnsubscribedAt.Value, $"Afmeldlink in campagne {campaign.Name}", "");
        }
    }

    void Say(Contact contact, ConsentAct act, DateTime at, string source, string text) => db.Consents.Add(new()
    {
        PersonId = contact.PersonId, Channel = ContactChannel.Mail, Act = act, At = at, Source = source, Text = text, RecordedAt = at, ByName = contact.Person!.FullName, Door = Door.Portal,
    });

    Campaign Campaign(string name, int number, int type, DateOnly start, DateOnly end, decimal budget, decimal expected, string goal)
    {
        var year = story.Today.Year;
        var campaign = new Campaign
        {
            Number = $"C-{year}-{number:000}", Name = name, TypeId = story.Options(ForecastOptionKind.CampaignType)[type].Id, ResponsibleId = marieke.Id,
            StartDate = start, EndDate = end, Budget = budget, ExpectedRevenue = expected, Goal = goal, CreatedAt = story.At(start.AddDays(-30), 10),
        };
        db.Campaigns.Add(campaign);
        if (number == 1)
            db.NumberSeries.Add(new() { Series = $"campaign-{year}", Last = 2 });
        Tell(DossierKind.CampaignCreated, new(CampaignId: campaign.Id), campaign.CreatedAt, new() { [Detail.Number] = campaign.Number, [Detail.Name] = name });
        return campaign;
    }

    /// <summary>An action that was carried out.</summary>
    CampaignAction Action(Campaign campaign, ActionKind kind, string name, DateOnly day, decimal unitCost)
    {
        var action = new CampaignAction { CampaignId = campaign.Id, Kind = kind, Name = name, PlannedOn = day, UnitCost = unitCost };
        action.Start(marieke.Id, story.At(day, 9));
        action.EndTurn(isLast: true);
        db.CampaignActions.Add(action);
        db.CampaignSelections.Add(new() { ActionId = action.Id, Kind = SelectionKind.Filter, Name = "Alle relaties" });
        Tell(DossierKind.CampaignActionStarted, new(CampaignId: campaign.Id), story.At(day, 9), new() { [Detail.Name] = name, [Detail.Number] = $"{relations.Count}" });
        return action;
    }

    CampaignMember Reach(Campaign campaign, CampaignAction action, Relation relation, Contact contact, string address, DateOnly day)
    {
        var member = new CampaignMember { CampaignId = campaign.Id, ActionId = action.Id, ContactId = contact.Id, RelationId = relation.Id, Name = contact.Person!.FullName, Address = address };
        member.Reach(story.At(day, 9, 5));
        db.CampaignMembers.Add(member);
        Tell(DossierKind.CampaignReached, new(relation.Id), member.ReachedAt!.Value, new()
        {
            [Detail.Name] = campaign.Name, [Detail.Subject] = action.Name, [Detail.Person] = member.Name, [Detail.Icon] = CampaignWords.Icon(action.Kind),
        });
        return member;
    }

    Guid Cost(Campaign campaign, CostKind kind, string description, decimal amount, DateOnly date, string supplier = "", string invoice = "", Guid? settles = null)
    {
        var cost = new CampaignCost { CampaignId = campaign.Id, Kind = kind, Description = description, Amount = amount, Date = date, Supplier = supplier, InvoiceNumber = invoice, SettlesId = settles };
        db.CampaignCosts.Add(cost);
        return cost.Id;
    }

    void Choose(Campaign campaign, IEnumerable<Forecast> forecasts)
    {
        foreach (var forecast in forecasts)
        {
            forecast.CampaignId = campaign.Id;
            db.ForecastTouches.Add(new() { ForecastId = forecast.Id, CampaignId = campaign.Id, At = forecast.CreatedAt });
        }
    }

    void Tell(DossierKind kind, DossierSubject about, DateTime at, Dictionary<string, string> details) =>
        db.Dossier.Add(new() { Kind = kind, At = at, RelationId = about.RelationId, CampaignId = about.CampaignId, Details = details, ById = marieke.Id, ByName = marieke.Name, Door = Door.System });

    static string OnEnvelope(Relation relation)
    {
        var address = relation.Organisation!.Address;
        return $"{address.Street} {address.HouseNumber}, {address.PostalCode} {address.Town}";
    }
}
