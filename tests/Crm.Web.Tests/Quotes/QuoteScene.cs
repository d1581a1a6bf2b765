using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Forecasts;
using Crm.Quotes.Grid;
using Crm.Quotes.Prices;
using Crm.Relations;
using Crm.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Crm.Quotes;

/// <summary>A relation with a contact and an open forecast of Sanne, and the people who work on its quotes.</summary>
public sealed class QuoteScene : IAsyncDisposable
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>A PNG.</summary>
    public static byte[] RedPixel { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");

    public required CrmServer Server { get; init; }
    public required HttpClient Sanne { get; init; }
    public required HttpClient Bas { get; init; }
    public required HttpClient Marieke { get; init; }
    public required Guid ForecastId { get; init; }
    public required Guid ContactId { get; init; }

    public static async Task<QuoteScene> StartAsync(On on, bool isEntrepreneur = true)
    {
        var server = await CrmServer.StartAsync(on);
        var (forecastId, contactId) = await AddForecastAsync(server, isEntrepreneur);
        return new()
        {
            Server = server, ForecastId = forecastId, ContactId = contactId,
            Sanne = await server.SignInAsync("sanne"), Bas = await server.SignInAsync("bas"), Marieke = await server.SignInAsync("marieke"),
        };
    }

    public async Task<QuotesApi.Answer> ComposeAsync(params IReadOnlyList<LineEntry> lines)
    {
        var quote = await AnswerAsync(await Sanne.PostAsJsonAsync("/api/quotes", new { forecastId = ForecastId, templateKey = "installation", contactId = ContactId }));
        return lines.Count == 0 ? quote : await SaveAsync(Sanne, quote, lines);
    }

    /// <summary>Composed, reviewed, and sent as the process does it.</summary>
    public async Task<QuotesApi.Answer> SentAsync(params IReadOnlyList<LineEntry> lines)
    {
        var quote = await ComposeAsync(lines);
        await AnswerAsync(await Sanne.PostAsync($"/api/quotes/{quote.Id}/review", null));
        await AnswerAsync(await Marieke.PostAsync($"/api/quotes/{quote.Id}/approve", null));
        await Composer.MarkSentAsync(quote.Id, Users.Actor.System);
        return await GetAsync(Sanne, quote.Id);
    }

    public QuoteComposer Composer => (QuoteComposer)Server.Services.GetService(typeof(QuoteComposer))!;

    public Task<HttpResponseMessage> TrySaveAsync(HttpClient who, Guid id, int revision, params IReadOnlyList<LineEntry> lines) =>
        who.PutAsJsonAsync($"/api/quotes/{id}/lines", new { revision, lines }, Json);

    public async Task<QuotesApi.Answer> SaveAsync(HttpClient who, QuotesApi.Answer quote, params IReadOnlyList<LineEntry> lines) =>
        await AnswerAsync(await TrySaveAsync(who, quote.Id, quote.Revision, lines));

    public Task<HttpResponseMessage> TryTextsAsync(HttpClient who, QuotesApi.Answer quote, QuoteTexts texts) =>
        who.PutAsJsonAsync($"/api/quotes/{quote.Id}/texts", new { quote.Revision, texts }, Json);

    public async Task<QuotesApi.Answer> GetAsync(HttpClient who, Guid id) => await AnswerAsync(await who.GetAsync($"/api/quotes/{id}"));

    public static Task<HttpResponseMessage> GetAsync(HttpClient who, string address) => who.GetAsync(address);

    public static Task<HttpResponseMessage> PostAsync(HttpClient who, string address, object? body = null) =>
        body is null ? who.PostAsync(address, null) : who.PostAsJsonAsync(address, body, Json);

    public static Task<HttpResponseMessage> PutAsync(HttpClient who, string address, object body) => who.PutAsJsonAsync(address, body, Json);

    public static Task<QuotesApi.Answer> AnswerAsync(HttpResponseMessage answer) => ReadAsync<QuotesApi.Answer>(answer);

    public static async Task<T> ReadAsync<T>(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {body}");
        return JsonSerializer.Deserialize<T>(body, Json)!;
    }

    /// <summary>Refused with this status and, at this field, a sentence with these words.</summary>
    public static async Task RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string field, string words)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {body}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var errors = JsonDocument.Parse(body).RootElement.GetProperty("errors");
        Assert.Contains(words, errors.GetProperty(field)[0].GetString(), StringComparison.Ordinal);
    }

    /// <summary>Gives Bas a task on the quote, as the process does when a colleague is to edit it.</summary>
    public Task GiveTaskAsync(Guid quoteId, string email) => Server.Database.WriteAsync(async db =>
    {
        var user = await db.Users.SingleAsync(u => u.Email == email);
        db.Tasks.Add(new()
        {
            Title = new("Offerte redigeren", "Edit quote"), SubjectKind = "quote", SubjectId = quoteId, AssigneeId = user.Id, Status = UserTaskStatus.Open,
            CreatedAt = Server.Clock.GetUtcNow().UtcDateTime, ProcessName = "Offerte", WorkflowInstanceId = "", ActivityId = "",
        });
    });

    static Task<(Guid ForecastId, Guid ContactId)> AddForecastAsync(CrmServer server, bool isEntrepreneur) => server.Database.WriteAsync(async db =>
    {
        var now = server.Clock.GetUtcNow().UtcDateTime;
        var sanne = await db.Users.SingleAsync(u => u.Email == "sanne@brekelmans.example");
        var organisation = new Organisation { Name = "Kaasmakerij Het Anker B.V.", SearchName = "kaasmakerij het anker" };
        var person = new Person { FirstName = "Jorrit", LastName = "Brandsma" };
        var contact = new Contact { OrganisationId = organisation.Id, PersonId = person.Id, Email = "jorrit@anker.example" };
        var relation = new Relation { Number = 1042, OrganisationId = organisation.Id, ResponsibleId = sanne.Id, IsEntrepreneur = isEntrepreneur, CreatedAt = now };
        var status = await db.ForecastStatuses.SingleAsync(s => s.Key == "quote");
        var forecast = new Forecast
        {
            Number = "2026-118", RelationId = relation.Id, ContactId = contact.Id, Description = "Klimaatinstallatie rijpingscellen", ResponsibleId = sanne.Id,
            StatusId = status.Id, StatusSince = now, Chance = 50, StartDate = new(2026, 11, 1), ExpectedDate = new(2026, 12, 18), CreatedAt = now,
        };
        db.AddRange(organisation, person, contact, relation, forecast);
        db.Catalogue.AddRange(
            new() { Code = "ENG-10", Kind = LineKind.WorkType, Name = new("Engineering koeltechniek", "Refrigeration engineering"), Unit = "uur", Price = 98.50m, CostPrice = 62, VatCode = "high" },
            new() { Code = "KM-4200", Kind = LineKind.Article, Name = new("Koelunit 42 kW", "Cooling unit 42 kW"), Unit = "st", Price = 9850, CostPrice = 7290, VatCode = "high" },
            new() { Code = "ISO-W", Kind = LineKind.Article, Name = new("Isolatiewerk woning", "Insulation of a dwelling"), Unit = "m2", Price = 42, CostPrice = 29, VatCode = "low" });
        return (forecast.Id, contact.Id);
    });

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
