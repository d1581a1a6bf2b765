using System.Text.RegularExpressions;
using Crm.Forecasts;
using Crm.Mail;
using Crm.Portal;
using Crm.Quotes;
using Crm.Quotes.Grid;
using Crm.Quotes.Prices;
using Crm.Relations;
using Crm.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Signing;

/// <summary>A server with a relation, its contact, and a quote of Sanne's that Marieke approved.</summary>
public sealed class SigningScene : IAsyncDisposable
{
    public const string First = "jorrit@anker.example", Second = "wietske@anker.example";
    public const string Customer = "Kaasmakerij Het Anker & Zn. B.V.";

    SigningScene(CrmServer server) => Server = server;

    public CrmServer Server { get; }
    public Guid QuoteId { get; private set; }

    public static async Task<SigningScene> StartAsync(On on, string language = "nl", bool isEntrepreneur = true, string template = "installation", IReadOnlyList<LineEntry>? lines = null,
        string[]? settings = null, Func<SigningScene, Quote, Actor, Task<Quote>>? prepare = null, bool withSecondSigner = false, string? counterSigner = null, bool draftOnly = false)
    {
        var scene = new SigningScene(await CrmServer.StartAsync(on, demo: false, settings ?? []));
        var (forecastId, sanne, marieke) = await scene.AddForecastAsync(language, isEntrepreneur);
        var composer = scene.Get<QuoteComposer>();
        var quote = await composer.ComposeAsync(forecastId, template, null, sanne);
        quote = await composer.SaveLinesAsync(quote.Id, lines ?? Lines, quote.Revision, sanne);
        scene.QuoteId = quote.Id;
        if (prepare is not null)
            quote = await prepare(scene, quote, sanne);
        if (withSecondSigner || counterSigner is not null)
            await composer.EditTextsAsync(quote.Id, QuoteTexts.Of(quote) with { CoSigners = await scene.CoSignersAsync(withSecondSigner, counterSigner) }, quote.Revision, sanne);
        if (draftOnly)
            return scene;
        await composer.RequestReviewAsync(quote.Id, sanne);
        await composer.ApproveAsync(quote.Id, marieke);
        return scene;
    }

    public static IReadOnlyList<LineEntry> Lines { get; } =
    [
        Line(LineKind.WorkType, "Engineering koeltechniek", 40, 98.50m, "uur"),
        Line(LineKind.Article, "Koelunit 42 kW <b>vet</b>", 2, 9850, "st"),
        Line(LineKind.Text, "Levering en montage binnen 6 weken na opdracht.", 0, 0),
        Line(LineKind.Subtotal, "Subtotaal installatie", 0, 0),
        Line(LineKind.Cost, "Interne reiskosten monteurs", 1, 250) with { IsCharged = false, CostPrice = 250 },
        Line(LineKind.Article, "Monitoring op afstand, 1 jaar", 1, 1850, "st") with { IsOptional = true },
    ];

    public static LineEntry Line(LineKind kind, string description, decimal quantity, decimal price, string unit = "") =>
        new(kind, description, Quantity: quantity, Price: price, Unit: unit);

    /// <summary>Waits until the process has printed and sent the quote; the answer is the contact, holding the link from the mail.</summary>
    public async Task<PortalBrowser> SendAsync()
    {
        await Eventually.TrueAsync(async () => (await QuoteAsync()).Status == QuoteStatus.Sent, "the process sends the quote");
        return VisitorWith(await LinkInLastMailAsync());
    }

    /// <summary>Sent, signed with the code from the mail, and sealed; the answer is what the customer downloads before and after.</summary>
    public async Task<(byte[] Sent, byte[] Sealed)> SignedAsync()
    {
        var visitor = await SendAsync();
        await visitor.OpenAsync();
        var sent = await visitor.DownloadAsync();
        await visitor.SubmitAsync("code");
        await visitor.SubmitAsync("sign", ("code", await CodeAsync()), ("name", "Jorrit Brandsma"), ("function", "Bedrijfsleider"), ("consents", "yes"));
        await Eventually.TrueAsync(async () => (await QuoteAsync()).SealedFileId is not null, "the quote is sealed");
        return (sent, await visitor.DownloadAsync());
    }

    /// <summary>From now on quotes are sealed with a certificate of this issuer and stamped by this server.</summary>
    public void SealWith(CertificateAuthority issuer, TimeStampAuthority stamps)
    {
        var settings = Get<CrmSettings>().Seal;
        (settings.Certificate, settings.Password, settings.TimeStampUrl) = (issuer.Pfx, CertificateAuthority.Password, stamps.Url);
    }

    public PortalBrowser VisitorWith(string link) => new(Server.Anonymous(), new Uri(link).AbsolutePath);

    /// <summary>The address in the newest mail to a signer that has one.</summary>
    public async Task<string> LinkInLastMailAsync(string signer = First)
    {
        var mails = await MailsToAsync(signer);
        var link = mails.Select(mail => Regex.Match(mail.Html, "href=\"([^\"]*/portal/[^\"]+)\"").Groups[1].Value).LastOrDefault(found => found.Length > 0);
        Assert.True(!string.IsNullOrEmpty(link), $"no link in the {mails.Count} mails");
        return link;
    }

    public Task<List<MailMessage>> MailsToAsync(string address) =>
        Server.Database.ReadAsync(db => db.Mails.Where(mail => mail.ToAddress == address).OrderBy(mail => mail.CreatedAt).ThenBy(mail => mail.Id).ToListAsync());

    /// <summary>Another number on the contact's card, as Sanne would enter it.</summary>
    public async Task SetMobileAsync(string number, Actor by)
    {
        var contact = await Server.Database.ReadAsync(db => db.Contacts.SingleAsync(one => one.Email == "jorrit@anker.example"));
        var relation = await Server.Database.ReadAsync(db => db.Relations.SingleAsync(one => one.OrganisationId == contact.OrganisationId));
        await Get<RelationDesk>().EditContactAsync(relation.Id, contact.Id, new() { FirstName = "Jorrit", LastName = "Brandsma", Email = contact.Email!, Function = contact.Function, Mobile = number }, by);
    }

    /// <summary>The six digits of the newest mail that has them in its subject.</summary>
    public async Task<string> CodeAsync(string signer = First)
    {
        var mails = await MailsToAsync(signer);
        return mails.Select(mail => Regex.Match(mail.Subject, @"\b\d{6}\b").Value).Last(code => code.Length > 0);
    }

    public Task<List<QuoteLine>> LinesAsync() => Server.Database.ReadAsync(async db => (await db.Quotes.Include(quote => quote.Lines).SingleAsync(quote => quote.Id == QuoteId)).Lines);

    /// <summary>Another contact of the customer.</summary>
    public Task<Guid> AddContactAsync(string firstName, string lastName, string email, string? mobile = null) => Server.Database.WriteAsync(async db =>
    {
        var person = new Person { FirstName = firstName, LastName = lastName };
        var organisation = await db.Organisations.Where(one => one.Name == Customer).Select(one => one.Id).SingleAsync();
        var contact = new Contact { OrganisationId = organisation, PersonId = person.Id, Email = email, Function = "Directeur", Mobile = mobile };
        db.AddRange(person, contact);
        return contact.Id;
    });

    public Task<List<SigningEvent>> StepsAsync() => Server.Database.ReadAsync(db => db.SigningEvents.OrderBy(step => step.Sequence).ToListAsync());

    public T Get<T>() where T : notnull => Server.Services.GetRequiredService<T>();

    public Task<Quote> QuoteAsync() => Server.Database.ReadAsync(db => db.Quotes.SingleAsync(quote => quote.Id == QuoteId));

    async Task<CoSigners> CoSignersAsync(bool withSecond, string? counterSigner)
    {
        IReadOnlyList<Guid> contacts = withSecond ? [await AddContactAsync("Wietske", "Anker", Second, "+31687654321")] : [];
        var employee = counterSigner is null ? (Guid?)null : await Server.Database.ReadAsync(db => db.Users.Where(user => user.Email == counterSigner + "@brekelmans.example").Select(user => (Guid?)user.Id).SingleAsync());
        return new(contacts, employee);
    }

    Task<(Guid ForecastId, Actor Sanne, Actor Marieke)> AddForecastAsync(string language, bool isEntrepreneur) => Server.Database.WriteAsync(async db =>
    {
        var now = Server.Clock.GetUtcNow().UtcDateTime;
        var sanne = await db.Users.SingleAsync(user => user.Email == "sanne@brekelmans.example");
        var marieke = await db.Users.SingleAsync(user => user.Email == "marieke@brekelmans.example");
        var organisation = new Organisation
        {
            Name = Customer, KvkNumber = "29048112", Address = new() { Street = "Waagplein", HouseNumber = 3, PostalCode = "2801JE", Town = "Gouda" },
        };
        var person = new Person { FirstName = "Jorrit", LastName = "Brandsma" };
        var contact = new Contact { OrganisationId = organisation.Id, PersonId = person.Id, Email = "jorrit@anker.example", Function = "Bedrijfsleider" };
        var relation = new Relation { Number = 4042, OrganisationId = organisation.Id, ResponsibleId = sanne.Id, Language = language, IsEntrepreneur = isEntrepreneur, CreatedAt = now };
        var status = await db.ForecastStatuses.SingleAsync(status => status.Key == "quote");
        var forecast = new Forecast
        {
            Number = "2026-9118", RelationId = relation.Id, ContactId = contact.Id, Description = "Klimaatinstallatie rijpingscellen", ResponsibleId = sanne.Id,
            StatusId = status.Id, StatusSince = now, Chance = 50, StartDate = new(2026, 11, 1), ExpectedDate = new(2026, 12, 18), CreatedAt = now,
        };
        db.AddRange(organisation, person, contact, relation, forecast);
        return (forecast.Id, new Actor(sanne.Id, sanne.Name, Door.Page, [Roles.Sales]), new Actor(marieke.Id, marieke.Name, Door.Page, [Roles.Reviewer]));
    });

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
