namespace Crm;

/// <summary>The job the product exists for, by four people in four sessions: from a company's name to a signed quote and a project.</summary>
public sealed class MainJobTests(Chromium chromium)
{
    [Fact]
    public async Task A_company_that_nobody_knew_becomes_a_signed_quote_and_a_project()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        await using var sanne = await chromium.SignInAsync(server, "sanne");
        await using var bas = await chromium.SignInAsync(server, "bas");
        await using var marieke = await chromium.SignInAsync(server, "marieke");
        var scoredBefore = await marieke.ScoredThisYearAsync();

        await sanne.SubmitRelationAsync("Donald", "Test BV Donald", MainJob.Forecast);
        await marieke.AnswerTaskAsync("Nieuwe relatie beoordelen", "Test BV Donald", "Goedkeuren");
        await sanne.OpenForecastAsync(MainJob.Forecast);
        await sanne.PictureAsync("main-job-1-forecast");

        await sanne.LogVisitAsync("Rondgang door het koelhuis", "Twee cellen vervangen, levering voor maart.", "plattegrond.txt");
        await sanne.AnswerTaskAsync("Contactmoment opvolgen", "", "Opgevolgd", "Gebeld: offerte gewenst.");

        await sanne.OpenForecastAsync(MainJob.Forecast);
        await sanne.ComposeQuoteAsync();
        await sanne.AddLinesAsync("A110", "W100", "K100");
        await sanne.PictureAsync("main-job-2-quote");
        await sanne.AnswerTaskAsync("Offerte opstellen", "Test BV Donald", "Vraag collega", "Kijk jij naar de uren?");
        await bas.OpenQuoteOfTaskAsync("Offerte redigeren", "Test BV Donald");
        await bas.ChangeQuantityAsync("Montage koeltechniek", "24");
        await bas.AnswerTaskAsync("Offerte redigeren", "Test BV Donald", "Klaar");
        await sanne.AnswerTaskAsync("Offerte opstellen", "Test BV Donald", "Vraag beoordeling");

        await marieke.AnswerTaskAsync("Offerte beoordelen", "Test BV Donald", "Terugsturen", "Reken de hoogwerker per twee dagen.");
        await sanne.OpenForecastAsync(MainJob.Forecast);
        await sanne.SeesAsync("Loopt");
        await sanne.PictureAsync("main-job-2-running", wholePage: false);
        await sanne.OpenQuoteOfTaskAsync("Offerte opstellen", "Test BV Donald");
        await sanne.ChangeQuantityAsync("Hoogwerker, per dag", "2");
        await sanne.AnswerTaskAsync("Offerte opstellen", "Test BV Donald", "Vraag beoordeling");
        await marieke.AnswerTaskAsync("Offerte beoordelen", "Test BV Donald", "Goedkeuren");

        var letter = await server.MailToAsync(MainJob.ContactEmail);
        Assert.Contains(letter.Attachments, file => file.ContentType.MimeType == "application/pdf");
        await sanne.OpenForecastAsync(MainJob.Forecast);
        await sanne.SeesAsync("tot en met");
        await using var customer = await chromium.OpenAsync(server);
        await customer.SignAsync(server, letter);

        await sanne.OpenForecastAsync(MainJob.Forecast);
        await sanne.SeesAsync("Gescoord");
        await sanne.PictureAsync("main-job-3-scored");
        await sanne.OpenProjectAsync();
        await sanne.SeesAsync("Koelunit 24 kW, CO2", "Montage koeltechniek", "Hoogwerker, per dag");
        await sanne.PictureAsync("main-job-4-project");
        // 16.400 + 24 × 74,50 + 2 × 285
        Assert.Equal(scoredBefore + 18_758m, await marieke.ScoredThisYearAsync());
    }

    [Fact]
    public async Task A_customer_who_declines_gives_the_author_the_closing_to_decide()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        await using var sanne = await chromium.SignInAsync(server, "sanne");
        await using var marieke = await chromium.SignInAsync(server, "marieke");
        await sanne.SendQuoteToDonaldAsync(marieke);

        await using var customer = await chromium.OpenAsync(server);
        await customer.DeclineAsync(await server.MailToAsync(MainJob.ContactEmail), "Het budget is dit jaar op.");

        await sanne.AnswerTaskAsync("Afgewezen offerte afhandelen", "Test BV Donald", "Sluit als niet gescoord", "Volgend jaar opnieuw.");
        await sanne.OpenForecastAsync(MainJob.Forecast);
        await sanne.SeesAsync("Niet gescoord", "Het budget is dit jaar op.");
    }

    [Fact]
    public async Task A_quote_that_nobody_answers_is_reminded_and_then_expires()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: true);
        await using var sanne = await chromium.SignInAsync(server, "sanne");
        await using var marieke = await chromium.SignInAsync(server, "marieke");
        await sanne.SendQuoteToDonaldAsync(marieke);
        await server.MailToAsync(MainJob.ContactEmail);

        for (var day = 0; day < 31; day++)
            server.Clock.Advance(TimeSpan.FromDays(1));
        await server.MailToAsync(MainJob.ContactEmail, "Herinnering");

        await sanne.SignInAsync("sanne");
        await sanne.EventuallySeesAsync(() => sanne.OpenForecastAsync(MainJob.Forecast), "Niet gescoord");
    }
}
