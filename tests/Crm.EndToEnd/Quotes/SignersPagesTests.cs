using System.Text.RegularExpressions;
using Crm.Relations;
using Crm.Signing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Crm.Quotes;

/// <summary>Choosing who sign along, and the lasting login of a contact, in the browser.</summary>
public sealed class SignersPagesTests(Chromium chromium)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(1440), InlineData(390)]
    public async Task Another_contact_and_a_colleague_are_asked_to_sign_too(int width)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        await using var composer = await chromium.OpenAsync(server, width: width);
        var (quote, author, other) = await server.Database.WriteAsync(async db =>
        {
            var draft = await db.Quotes.AsNoTracking().Include(one => one.Relation).FirstAsync(one => one.Status == QuoteStatus.Draft && one.ContactId != null, Stop);
            var person = new Person { FirstName = "Wietske", LastName = "Anker" };
            var contact = new Contact { OrganisationId = draft.Relation!.OrganisationId, PersonId = person.Id, Person = person, Email = "wietske@anker.example" };
            db.Contacts.Add(contact);
            return (draft, await db.Users.Where(user => user.Id == draft.AuthorId).Select(user => user.Email!).SingleAsync(Stop), contact.Id);
        }, Stop);
        await composer.SignInAsync(author.Split('@')[0]);
        await composer.GoToAsync($"/quotes/{quote.Id}");
        await composer.SettledAsync();
        var page = composer.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Laat nog iemand tekenen" }).ClickAsync();
        var chosen = page.GetByLabel("Ondertekenaar 2", new() { Exact = true });
        await chosen.SelectOptionAsync($"{quote.ContactId}");
        await composer.SeesAsync("Iedereen tekent één keer");
        await composer.CheckAsync("chosen twice");
        await chosen.SelectOptionAsync($"{other}");
        await page.GetByLabel("Tekent namens ons").SelectOptionAsync(new SelectOptionValue { Label = "Marieke Vos" });
        await composer.SavedAsync();
        await composer.CheckAsync("chosen");
        await Eventually.TrueAsync(() => server.Database.ReadAsync(db => db.Quotes.AnyAsync(one => one.Id == quote.Id && one.CounterSignerId != null && one.Signers.Any(signer => signer.ContactId == other), Stop), Stop), "who sign are kept");
    }

    [Theory, InlineData("nl", 1440), InlineData("en", 390)]
    public async Task A_contact_logs_in_with_a_code_and_opens_a_quote_of_the_organisation(string language, int width)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        var (address, number) = await server.Database.WriteAsync(async db =>
        {
            var envelope = await db.Envelopes.FirstAsync(one => one.Status == EnvelopeStatus.Open, Stop);
            (await db.Contacts.SingleAsync(contact => contact.Id == envelope.ContactId, Stop)).MayUsePortal = true;
            return (envelope.Email, await db.Quotes.Where(quote => quote.Id == envelope.QuoteId).Select(quote => quote.Number).SingleAsync(Stop));
        }, Stop);
        await using var contact = await chromium.OpenAsync(server, language, width);
        var page = contact.Page;
        await contact.GoToAsync($"/portal/login?lang={language}");
        await contact.CheckAsync("the portal");
        await page.Locator("#email").FillAsync(address);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#code").FillAsync("12");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#code-fault").WaitForAsync();
        await contact.CheckAsync("the portal");
        await page.Locator("#code").FillAsync(await CodeAsync(server, address));
        await page.Keyboard.PressAsync("Enter");
        await contact.SeesAsync(language == "nl" ? "Uw offertes" : "Your quotes", number);
        await contact.CheckAsync("the portal");
        await page.Locator(".quotes a").First.ClickAsync();
        await contact.SeesAsync(language == "nl" ? "Al uw offertes" : "All your quotes");
        await contact.CheckAsync("the portal");
        await page.GetByText(language == "nl" ? "Al uw offertes" : "All your quotes").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = language == "nl" ? "Log uit" : "Log out" }).ClickAsync();
        await page.WaitForURLAsync("**/portal/login");
    }

    static Task<string> CodeAsync(CrmServer server, string address) => server.Database.ReadAsync(async db =>
    {
        var subjects = await db.Mails.Where(mail => mail.ToAddress == address).OrderBy(mail => mail.CreatedAt).Select(mail => mail.Subject).ToListAsync(Stop);
        return subjects.Select(subject => Regex.Match(subject, @": (\d{6})$")).Last(found => found.Success).Groups[1].Value;
    }, Stop);
}
