using Crm.ContactMoments;
using Crm.Data.Load;
using Crm.EntryProfiles;
using Crm.Forecasts;
using Crm.Quotes;
using Crm.Quotes.Grid;
using Crm.Quotes.Prices;
using Crm.Quotes.Templates;
using Crm.Users;

namespace Crm.Data.Seed;

/// <summary>Work that waits in the demo company. Its people do it through the same verbs as anyone, so behind every task runs a real process.</summary>
public sealed class DemoProcesses(CrmDatabase database, CrmSettings settings, EntryDesk entries, QuoteComposer quotes, ContactMomentDesk contacts, TimeProvider clock)
{
    sealed record Prospect(string Seller, string Name, string Street, string House, string PostalCode, string Town, string FirstName, string LastName, string Function, string Work, string Amount);

    static readonly Prospect[] Prospects =
    [
        new("Sanne de Wit", "Conservenfabriek De Gouden Erwt B.V.", "Rijksweg", "118", "5391LH", "Nuland", "Karin", "Verbeek", "Technisch directeur", "Koelcel grondstoffen", "38500"),
        new("Thijs Dekker", "Fruitveiling Noordoostpolder B.V.", "Veilingkade", "3", "8304AL", "Emmeloord", "Sietse", "Hiemstra", "Bedrijfsleider", "ULO-bewaarcellen", "92000"),
    ];

    /// <summary>After the definitions were imported; once, all of it or nothing.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => settings.Empty || settings.Demo != "full" ? Task.CompletedTask : database.WriteAsync(async db =>
    {
        if (await db.WorkflowInstances.AnyAsync(cancellationToken) || await db.Submissions.AnyAsync(cancellationToken) || await CompanyLoad.IsLoadedAsync(db, cancellationToken))
            return;
        var people = (await db.Users.ToListAsync(cancellationToken)).ToDictionary(user => user.Name);
        var source = await db.ForecastOptions.Where(option => option.Kind == ForecastOptionKind.Source).OrderBy(option => option.Order).Select(option => option.Id).FirstAsync(cancellationToken);
        foreach (var prospect in Prospects)
            await SubmitAsync(prospect, ActorOf(people[prospect.Seller]), source, cancellationToken);
        foreach (var (forecast, index) in (await WithoutQuoteAsync(db, cancellationToken)).Select((forecast, index) => (forecast, index)))
            await ComposeAsync(db, forecast, isForReview: index % 2 == 0, approver: index == 0 ? ActorOf(people["Ruben Timmer"]) : null, cancellationToken);
        foreach (var forecast in await WithoutAppointmentAsync(db, cancellationToken))
            await VisitAsync(forecast, ActorOf(people.Values.First(user => user.Id == forecast.ResponsibleId)), cancellationToken);
    }, cancellationToken);

    Task<SubmissionResult> SubmitAsync(Prospect prospect, Actor seller, Guid sourceId, CancellationToken cancellationToken) => entries.SubmitAsync(
        new("domestic", new Dictionary<string, string>
        {
            ["name"] = prospect.Name,
            ["street"] = prospect.Street,
            ["houseNumber"] = prospect.House,
            ["postalCode"] = prospect.PostalCode,
            ["town"] = prospect.Town,
            ["country"] = "NL",
            ["email"] = "info@" + DemoNumbers.Domain(prospect.Name[..^5]),
            ["responsible"] = seller.UserId!.Value.ToString("D"),
            [EntryFields.FirstName] = prospect.FirstName,
            [EntryFields.LastName] = prospect.LastName,
            [EntryFields.Function] = prospect.Function,
            [EntryFields.ContactEmail] = DemoNumbers.Slug(prospect.FirstName) + "@" + DemoNumbers.Domain(prospect.Name[..^5]),
            [EntryFields.Source] = sourceId.ToString("D"),
            [EntryFields.Description] = prospect.Work,
            [EntryFields.Status] = "new",
            [EntryFields.Amount] = prospect.Amount,
            [EntryFields.ExpectedDate] = clock.Today().AddDays(75).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        }),
        seller, cancellationToken);

    /// <param name="approver">Who approves it: the server then prints and sends it by itself, so that there is a mail to read and a portal to visit.</param>
    async Task ComposeAsync(CrmDbContext db, Forecast forecast, bool isForReview, Actor? approver, CancellationToken cancellationToken)
    {
        var author = ActorOf(await db.Users.FirstAsync(user => user.Id == forecast.ResponsibleId, cancellationToken));
        var items = await db.Catalogue.AsNoTracking().ToDictionaryAsync(item => item.Code, cancellationToken);
        var hours = Math.Max(8, Math.Floor(forecast.ExpectedAmount * 0.3m / items["W100"].Price));
        var units = Math.Max(1, Math.Floor(forecast.ExpectedAmount * 0.6m / items["A100"].Price));
        var quote = await quotes.ComposeAsync(forecast.Id, QuoteTemplates.Usual, forecast.ContactId, author, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await quotes.SaveLinesAsync(quote.Id, [Line(items["A100"], units), Line(items["W100"], hours), Line(items["W200"], 6), Line(items["K120"], 12), Line(items["A400"], 1) with { IsOptional = true }], quote.Revision, author, cancellationToken);
        if (isForReview)
            await quotes.RequestReviewAsync(quote.Id, author, cancellationToken);
        if (approver is not null)
            await quotes.ApproveAsync(quote.Id, approver, cancellationToken);
    }

    static LineEntry Line(CatalogueItem item, decimal quantity) =>
        new(item.Kind, item.Name.Nl, Code: item.Code, Quantity: quantity, Unit: item.Unit, Price: item.Price, CostPrice: item.CostPrice, VatCode: item.VatCode);

    async Task VisitAsync(Forecast forecast, Actor seller, CancellationToken cancellationToken)
    {
        var visit = await database.ReadAsync(db => db.ContactForms.AsNoTracking().Where(form => form.FollowUpDefinitionId != null).OrderBy(form => form.Order).FirstAsync(cancellationToken), cancellationToken);
        await contacts.LogAsync(
            new(forecast.RelationId, forecast.Id, forecast.ContactId, visit.Id, clock.UtcNow().AddHours(-20), "Rondgang op locatie",
                "<p>Samen de situatie bekeken. Ze willen vóór het seizoen beslissen, maar hebben nog geen datum genoemd.</p>"),
            seller, cancellationToken);
    }

    static Task<List<Forecast>> WithoutQuoteAsync(CrmDbContext db, CancellationToken cancellationToken) => db.Forecasts.AsNoTracking()
        .Where(f => f.Result == ForecastResult.Open && f.Status!.Key == "quote" && f.ContactId != null && !db.Quotes.Any(q => q.ForecastId == f.Id))
        .OrderBy(f => f.Number).Take(6).ToListAsync(cancellationToken);

    Task<List<Forecast>> WithoutAppointmentAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        return db.Forecasts.AsNoTracking()
            .Where(f => f.Result == ForecastResult.Open && !db.ContactMoments.Any(m => m.ForecastId == f.Id && m.IsPlanned && m.At >= now))
            .OrderBy(f => f.Number).Take(4).ToListAsync(cancellationToken);
    }

    static Actor ActorOf(User user) => new(user.Id, user.Name, Door.Page, DemoPeople.All.First(person => person.Email == user.Email).RoleNames);
}
