using Crm.Mail.Bounces;
using Crm.Relations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Crm.Mail;

/// <summary>Mail that came back, as people meet it.</summary>
public sealed class BouncePagesTests(Chromium chromium)
{
    const string Address = "rachid.vandongen@groothandelverhoevenversengekoeld.example";

    [Theory]
    [InlineData("nl", 1440, "Mail komt terug", "Komt weer aan", "Kwam terug", "Maak ongedaan")]
    [InlineData("en", 390, "Mail bounces", "Arrives again", "Bounced", "Undo")]
    public async Task It_stands_with_the_contact_and_the_mail_and_somebody_can_say_that_mail_arrives_again(string language, int width, string mark, string again, string state, string undo)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        await server.Database.WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.Language, language), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        var (relation, mail) = await BouncedAsync(server);
        await using var sanne = await chromium.OpenAsync(server, language, width);
        await sanne.SignInAsync("sanne");
        await sanne.GoToAsync(Urls.Relation(relation));
        await sanne.SeesAsync(mark, "User unknown");
        await CheckAsync(sanne);
        await sanne.Page.GetByRole(AriaRole.Button, new() { NameRegex = new(again, System.Text.RegularExpressions.RegexOptions.IgnoreCase) }).FocusAsync();
        await sanne.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(sanne.Page.GetByText(mark, new() { Exact = true })).ToHaveCountAsync(0);
        await sanne.Page.GetByRole(AriaRole.Button, new() { NameRegex = new(undo) }).ClickAsync();
        await sanne.SeesAsync(mark);

        await sanne.GoToAsync(Urls.Mail);
        await sanne.SeesAsync(state);
        await CheckAsync(sanne);
        await sanne.GoToAsync(Urls.MailMessage(mail));
        await sanne.SeesAsync("User unknown");
        await CheckAsync(sanne);

        await using var adil = await chromium.OpenAsync(server, language, width);
        await adil.SignInAsync("adil");
        await adil.GoToAsync("/settings/outbox");
        await adil.SeesAsync("User unknown");
        await CheckAsync(adil);
    }

    static async Task CheckAsync(Visitor visitor)
    {
        await visitor.SettledAsync();
        await visitor.CheckAsync(visitor.Page.Url);
    }

    static async Task<(Guid Relation, Guid Mail)> BouncedAsync(CrmServer server)
    {
        var relation = await server.Database.WriteAsync(async db =>
        {
            var organisation = new Organisation { Name = "Groothandel Verhoeven" };
            var person = new Person { FirstName = "Rachid", Prefix = "van", LastName = "Dongen" };
            var contact = new Contact { OrganisationId = organisation.Id, PersonId = person.Id, Person = person, Email = Address };
            var relation = new Relation { Number = await db.NextNumberAsync("relation", default), OrganisationId = organisation.Id, Organisation = organisation, CreatedAt = DateTime.UnixEpoch };
            organisation.Reindex([contact]);
            db.AddRange(relation, contact);
            return relation.Id;
        });
        var mail = await server.Services.GetRequiredService<Mailbox>().QueueAsync(new("message", "nl", Address, "Rachid van Dongen")
        {
            Values = new Dictionary<string, object?> { ["name"] = "Rachid", ["subject"] = "Brochure", ["message"] = "", ["link"] = "" }, RelationId = relation,
        }, default);
        await server.Services.GetRequiredService<BounceDesk>().RecordAsync(new([mail], [new("", Address, HasFailed: true, "5.1.1", $"550 5.1.1 <{Address}>: Recipient address rejected: User unknown in virtual mailbox table")]), default);
        return (relation, mail);
    }
}
