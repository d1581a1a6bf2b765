using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Crm.Forecasts;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Crm.Dossiers;

public sealed class MailFilingTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task A_mail_is_read_into_the_dossier_with_its_attachments_and_without_what_could_run(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var sanne = await ForecastDriver.AsAsync(server, "sanne");
        var forecast = await sanne.OpenAsync();
        var filed = (await (await FileAsync(sanne, Mail(), $"forecastId={forecast.Id}")).Content.ReadFromJsonAsync<FiledMail>(ForecastDriver.Json, Stop))!;
        Assert.Equal(("Vraag over de koelcel", 1), (filed.Subject, filed.Attachments));
        Assert.Equal(["plaatje.svg"], filed.NotKept);
        var item = await server.Database.ReadAsync(db => db.Dossier.AsNoTracking().SingleAsync(one => one.Id == filed.ItemId, Stop), Stop);
        Assert.Equal((forecast.RelationId, forecast.Id, new DateTime(2026, 11, 20, 8, 30, 0, DateTimeKind.Utc)), (item.RelationId, item.ForecastId, item.At));
        Assert.Equal("Fatima Yilmaz", item.Details[Detail.Person]);
        Assert.Contains("Past er een <b>bredere</b> deur in?", item.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("script", item.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["mail.eml", "tekening.pdf"], await server.Database.ReadAsync(db => db.Files.Where(file => file.OwnerId == filed.ItemId).Select(file => file.FileName).Order().ToListAsync(Stop), Stop));

        Assert.Equal(HttpStatusCode.Conflict, (await FileAsync(sanne, Mail(), $"relationId={forecast.RelationId}")).StatusCode);
        Assert.Equal(["file"], await Refused.FieldsAsync(await FileAsync(sanne, "Zomaar een tekst."u8.ToArray(), $"forecastId={forecast.Id}"), HttpStatusCode.BadRequest));
        Assert.Equal(["file"], await Refused.FieldsAsync(await FileAsync(sanne, [], $"forecastId={forecast.Id}"), HttpStatusCode.BadRequest));
        Assert.Equal(HttpStatusCode.NotFound, (await FileAsync(sanne, Mail(), $"relationId={Guid.NewGuid()}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await FileAsync(await ForecastDriver.AsAsync(server, "adil"), Mail(), $"forecastId={forecast.Id}")).StatusCode);
        Assert.Equal(1, await server.Database.ReadAsync(db => db.Dossier.CountAsync(one => one.Kind == DossierKind.MailFiled, Stop), Stop));
    }

    static byte[] Mail()
    {
        var body = new BodyBuilder { HtmlBody = "<p>Past er een <b>bredere</b> deur in?</p><script>alert(1)</script><img src=\"https://x.example/volg.png\">" };
        body.Attachments.Add("tekening.pdf", "%PDF-1.7 tekening"u8.ToArray());
        body.Attachments.Add("plaatje.svg", "<svg onload=\"alert(1)\"/>"u8.ToArray());
        using var mail = new MimeMessage { Subject = "Vraag over de koelcel", Date = new DateTimeOffset(2026, 11, 20, 9, 30, 0, TimeSpan.FromHours(1)), MessageId = "vraag-1@klant.example", Body = body.ToMessageBody() };
        mail.From.Add(new MailboxAddress("Fatima Yilmaz", "fatima@klant.example"));
        mail.To.Add(new MailboxAddress("Sanne de Wit", "sanne@brekelmans.example"));
        using var bytes = new MemoryStream();
        mail.WriteTo(bytes);
        return bytes.ToArray();
    }

    static Task<HttpResponseMessage> FileAsync(ForecastDriver driver, byte[] mail, string query)
    {
        var content = new ByteArrayContent(mail);
        content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        return driver.Client.PostAsync($"/api/dossiers/mail?{query}", content, Stop);
    }
}
