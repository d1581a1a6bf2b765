using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Crm.Audit;
using Crm.Data;
using Crm.Relations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Forecasts;

/// <summary>Someone at work with forecasts over the API.</summary>
public sealed class ForecastDriver(CrmServer server, HttpClient client)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public HttpClient Client => client;

    public static async Task<ForecastDriver> AsAsync(CrmServer server, string who) => new(server, await server.SignInAsync(who));

    /// <summary>A relation that nobody is responsible for yet.</summary>
    public static Task<Guid> RelationAsync(CrmServer server, string name = "Kaasmakerij Het Anker B.V.") => server.Database.WriteAsync(async db =>
    {
        var organisation = new Organisation { Name = name };
        organisation.Reindex([]);
        var relation = new Relation { Number = await db.NextNumberAsync("test-relation", Stop) + 90_000, OrganisationId = organisation.Id, CreatedAt = server.Clock.GetUtcNow().UtcDateTime };
        db.AddRange(organisation, relation);
        return relation.Id;
    }, Stop);

    public Task<Guid> UserAsync(string who) => server.Database.ReadAsync(db => db.Users.Where(user => user.Email!.StartsWith(who)).Select(user => user.Id).SingleAsync(Stop), Stop);

    public Task<Guid> OptionAsync(ForecastOptionKind kind) => server.Database.ReadAsync(db => db.ForecastOptions.Where(option => option.Kind == kind).OrderBy(option => option.Order).Select(option => option.Id).FirstAsync(Stop), Stop);

    public async Task<ForecastRecord> OpenAsync(object? request = null, Guid? relationId = null)
    {
        var body = JsonSerializer.SerializeToNode(request ?? new { }, Json)!.AsObject();
        body["relationId"] ??= relationId ?? await RelationAsync(server);
        return await ReadAsync(await client.PostAsJsonAsync("/api/forecasts", body, Stop));
    }

    public Task<HttpResponseMessage> TryOpenAsync(object request) => client.PostAsJsonAsync("/api/forecasts", request, Json, Stop);

    public Task<HttpResponseMessage> TryStatusAsync(Guid id, string status) => client.PutAsJsonAsync($"/api/forecasts/{id}/status", new { status }, Stop);

    public async Task<ForecastRecord> StatusAsync(Guid id, string status) => await ReadAsync(await TryStatusAsync(id, status));

    public Task<HttpResponseMessage> TryCloseAsync(Guid id, object request) => client.PostAsJsonAsync($"/api/forecasts/{id}/close", request, Stop);

    public async Task<ForecastRecord> CloseAsync(Guid id, object request) => await ReadAsync(await TryCloseAsync(id, request));

    public async Task<ForecastRecord> ReopenAsync(Guid id) => await ReadAsync(await client.PostAsync($"/api/forecasts/{id}/reopen", null, Stop));

    public Task<ForecastRecord> GetAsync(Guid id) => client.GetFromJsonAsync<ForecastRecord>($"/api/forecasts/{id}", Json, Stop)!;

    public Task<List<HistoryRow>> HistoryAsync(Guid id) => client.GetFromJsonAsync<List<HistoryRow>>($"/api/forecasts/{id}/history", Json, Stop)!;

    public Task<ForecastList> ListAsync(string query) => client.GetFromJsonAsync<ForecastList>($"/api/forecasts?{query}", Json, Stop)!;

    /// <summary>Sends the record back as it was read, with these fields changed.</summary>
    public Task<HttpResponseMessage> TryEditAsync(ForecastRecord read, object changed)
    {
        var body = JsonSerializer.SerializeToNode(Edited(read), Json)!.AsObject();
        foreach (var (field, value) in JsonSerializer.SerializeToNode(changed, Json)!.AsObject())
            body[field] = value?.DeepClone();
        return client.PutAsJsonAsync($"/api/forecasts/{read.Id}", body, Stop);
    }

    public async Task<ForecastRecord> EditAsync(ForecastRecord read, object changed) => await ReadAsync(await TryEditAsync(read, changed));

    static EditForecast Edited(ForecastRecord read) => new()
    {
        Description = read.Description,
        ContactId = read.ContactId,
        ResponsibleId = read.ResponsibleId,
        GroupId = read.GroupId,
        SourceId = read.SourceId,
        CampaignId = read.CampaignId,
        CompetitorId = read.CompetitorId,
        Chance = read.Chance,
        ExpectedAmount = read.ExpectedAmount,
        AmountFollowsQuotes = read.AmountFollowsQuotes,
        StartDate = read.StartDate,
        ExpectedDate = read.ExpectedDate,
        Remark = read.Remark,
        Revision = read.Revision,
    };

    static async Task<ForecastRecord> ReadAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Stop)}");
        return (await answer.Content.ReadFromJsonAsync<ForecastRecord>(Json, Stop))!;
    }
}

/// <summary>How a refusal is read.</summary>
public static class Refused
{
    /// <summary>The fields that the problem details name.</summary>
    public static async Task<IReadOnlyList<string>> FieldsAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(expected == answer.StatusCode, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!;
        Assert.NotEqual("", (string?)problem["title"]);
        return [.. (problem["errors"]?.AsObject() ?? []).Select(field => field.Key)];
    }
}
