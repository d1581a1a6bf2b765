using System.Net;
using System.Text.RegularExpressions;
using Crm.Quotes;
using Crm.Relations;
using Crm.Signing;
using Microsoft.EntityFrameworkCore;

namespace Crm.Portal;

/// <summary>A contact logs in to the portal with a code by mail and sees the quotes of the organisation.</summary>
public sealed class PortalLoginTests
{
    const string Buyer = "inkoop@anker.example";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Whoever_was_given_access_stays_logged_in_and_sees_every_quote_of_the_organisation_and_of_no_other(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        await scene.SendAsync();
        await GiveAccessAsync(scene, Buyer);
        await AddQuoteOfAnotherAsync(scene);
        var visitor = await LogInAsync(scene, Buyer);
        Assert.Contains("Klimaatinstallatie rijpingscellen", visitor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Van een ander", visitor.Text, StringComparison.Ordinal);

        var quote = visitor.At($"/portal/quotes/{scene.QuoteId}");
        await quote.OpenAsync();
        Assert.Contains("Nu is Jorrit Brandsma aan de beurt.", quote.Text, StringComparison.Ordinal);
        Assert.StartsWith("%PDF", System.Text.Encoding.Latin1.GetString(await quote.DownloadAsync()), StringComparison.Ordinal);
        foreach (var (form, fields) in new (string, (string, string)[])[] { ("code", []), ("decline", [("reason", "Nee")]), ("question", [("question", "Mag ik dit?")]), ("sign", [("code", "123456"), ("name", "Inkoop"), ("function", "Inkoper"), ("consents", "yes")]) })
        {
            await quote.SubmitAsync(form, fields);
            Assert.Equal(HttpStatusCode.Conflict, quote.Status);
        }
        var other = await scene.Server.Database.ReadAsync(db => db.Quotes.Where(one => one.Title == "Van een ander").Select(one => one.Id).SingleAsync(Stop), Stop);
        var hidden = visitor.At($"/portal/quotes/{other}");
        await hidden.OpenAsync();
        Assert.Equal(HttpStatusCode.NotFound, hidden.Status);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Whose_turn_it_is_signs_there_as_well(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        await scene.SendAsync();
        await GiveAccessAsync(scene, SigningScene.First);
        var visitor = await LogInAsync(scene, SigningScene.First);
        Assert.Contains("wacht op uw handtekening", visitor.Text, StringComparison.Ordinal);
        var quote = visitor.At($"/portal/quotes/{scene.QuoteId}");
        await quote.OpenAsync();
        await quote.SubmitAsync("code");
        await quote.SubmitAsync("sign", ("code", await scene.CodeAsync()), ("name", "Jorrit Brandsma"), ("function", "Bedrijfsleider"), ("consents", "yes"));
        Assert.Equal(QuoteStatus.Signed, (await scene.QuoteAsync()).Status);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_stranger_gets_the_same_answers_and_no_mail(On on)
    {
        await using var scene = await SigningScene.StartAsync(on, draftOnly: true);
        await GiveAccessAsync(scene, Buyer);
        List<string> told = [];
        foreach (var address in new[] { Buyer, "niemand@elders.example", SigningScene.First })
        {
            var visitor = new PortalBrowser(scene.Server.Anonymous(), "/portal/login");
            await visitor.OpenAsync();
            await visitor.SubmitAsync("", ("email", address));
            var asked = visitor.Text;
            var wrong = (await scene.MailsToAsync(address)).Any(mail => mail.Subject.EndsWith("000000", StringComparison.Ordinal)) ? "000001" : "000000";
            await visitor.SubmitAsync("code", ("email", address), ("code", wrong));
            var refused = visitor.Text;
            await visitor.SubmitAsync("", ("email", address));
            told.Add($"{asked} / {refused} / {visitor.Text}".Replace(address, "", StringComparison.Ordinal));
        }
        Assert.Single(told.Distinct());
        Assert.Contains("U kunt nog 4 keer proberen.", told[0], StringComparison.Ordinal);
        Assert.Single(await scene.MailsToAsync(Buyer));
        Assert.Empty(await scene.MailsToAsync("niemand@elders.example"));
        Assert.Empty(await scene.MailsToAsync(SigningScene.First));
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Codes_are_limited_and_once_and_access_ends_when_it_is_taken_away_or_left(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        await scene.SendAsync();
        await GiveAccessAsync(scene, Buyer);
        var visitor = await LogInAsync(scene, Buyer);
        var code = await CodeAsync(scene, Buyer);
        var again = new PortalBrowser(scene.Server.Anonymous(), "/portal/login");
        await again.OpenAsync();
        await again.SubmitAsync("code", ("email", Buyer), ("code", code));
        Assert.Contains("Deze code geldt niet meer.", again.Text, StringComparison.Ordinal);

        await SetAccessAsync(scene, Buyer, false);
        await visitor.OpenAsync();
        Assert.Equal(HttpStatusCode.SeeOther, visitor.Status);
        await SetAccessAsync(scene, Buyer, true);
        await visitor.OpenAsync();
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        await visitor.At("/portal/login").SubmitAsync("out");
        await visitor.OpenAsync();
        Assert.Equal(HttpStatusCode.SeeOther, visitor.Status);

        for (var more = 2; more <= OneTimeCode.MaxPerHour; more++)
        {
            scene.Server.Clock.Advance(TimeSpan.FromSeconds(31));
            await again.SubmitAsync("", ("email", Buyer));
            Assert.Equal(HttpStatusCode.OK, again.Status);
        }
        scene.Server.Clock.Advance(TimeSpan.FromSeconds(31));
        await again.SubmitAsync("", ("email", Buyer));
        Assert.Contains("U hebt te veel codes gevraagd.", again.Text, StringComparison.Ordinal);
    }

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task Whoever_comes_back_days_later_logs_in_as_before(On on)
    {
        await using var scene = await SigningScene.StartAsync(on);
        await scene.SendAsync();
        await GiveAccessAsync(scene, Buyer);
        await LogInAsync(scene, Buyer);
        scene.Server.Clock.Advance(TimeSpan.FromDays(2));
        var visitor = await LogInAsync(scene, Buyer);
        await visitor.OpenAsync();
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
    }

    static async Task GiveAccessAsync(SigningScene scene, string address)
    {
        if (address != SigningScene.First)
            await scene.AddContactAsync("Ilse", "Inkoper", address);
        await SetAccessAsync(scene, address, true);
    }

    /// <summary>As somebody here does it on the contact's card.</summary>
    static Task SetAccessAsync(SigningScene scene, string address, bool may) => scene.Server.Database.WriteAsync(async db =>
    {
        var contact = await db.Contacts.Include(one => one.Person).SingleAsync(one => one.Email == address, Stop);
        var relation = await db.Relations.Where(one => one.OrganisationId == contact.OrganisationId).Select(one => one.Id).SingleAsync(Stop);
        await scene.Get<RelationDesk>().EditContactAsync(relation, contact.Id, new() { FirstName = contact.Person!.FirstName, LastName = contact.Person.LastName, Function = contact.Function, Email = address, MayUsePortal = may }, Users.Actor.System, Stop);
    }, Stop);

    static Task AddQuoteOfAnotherAsync(SigningScene scene) => scene.Server.Database.WriteAsync(async db =>
    {
        var mine = await db.Quotes.AsNoTracking().SingleAsync(quote => quote.Id == scene.QuoteId, Stop);
        var envelope = await db.Envelopes.AsNoTracking().SingleAsync(one => one.QuoteId == mine.Id, Stop);
        var organisation = new Organisation { Name = "Een ander" };
        var relation = new Relation { Number = 4043, OrganisationId = organisation.Id, CreatedAt = mine.CreatedAt };
        var forecast = await db.Forecasts.AsNoTracking().SingleAsync(one => one.Id == mine.ForecastId, Stop);
        var other = new Forecasts.Forecast { Number = "2026-9119", RelationId = relation.Id, Description = "Van een ander", ResponsibleId = forecast.ResponsibleId, StatusId = forecast.StatusId, StatusSince = forecast.StatusSince, StartDate = forecast.StartDate, ExpectedDate = forecast.ExpectedDate, CreatedAt = forecast.CreatedAt };
        var quote = new Quote { Number = "OF-2026-9999", ForecastId = other.Id, RelationId = relation.Id, AuthorId = mine.AuthorId, TemplateKey = mine.TemplateKey, Title = "Van een ander", Date = mine.Date, ValidUntil = mine.ValidUntil, Status = QuoteStatus.Sent, CreatedAt = mine.CreatedAt, SavedAt = mine.SavedAt };
        db.AddRange(organisation, relation, other, quote);
        db.Envelopes.Add(new() { QuoteId = quote.Id, ContactId = envelope.ContactId, ContactName = "Iemand", Email = Buyer, DocumentFileId = envelope.DocumentFileId, DocumentSha256 = envelope.DocumentSha256, CreatedAt = envelope.CreatedAt, ExpiresAt = envelope.ExpiresAt });
    }, Stop);

    static async Task<PortalBrowser> LogInAsync(SigningScene scene, string address)
    {
        var visitor = new PortalBrowser(scene.Server.Anonymous(), "/portal/login");
        await visitor.OpenAsync();
        await visitor.SubmitAsync("", ("email", address));
        await visitor.SubmitAsync("code", ("email", address), ("code", await CodeAsync(scene, address)));
        return visitor.At("/portal/quotes");
    }

    static async Task<string> CodeAsync(SigningScene scene, string address) =>
        (await scene.MailsToAsync(address)).Where(mail => mail.Subject.Contains("in te loggen", StringComparison.Ordinal)).Select(mail => Regex.Match(mail.Subject, @"\d{6}").Value).Last();
}
