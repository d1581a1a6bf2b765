using System.Net.Http.Json;
using System.Text.Json;
using Crm.Data;
using Crm.EntryProfiles;
using Crm.Relations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Merging;

/// <summary>Someone who merges over the API, and looks at what hangs where.</summary>
public sealed class Merger(CrmServer server, HttpClient client)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Entry Entry { get; } = new(client);

    /// <summary>A relation with a contact and a forecast; its name and mail are all that tells it from another one.</summary>
    public Task<SubmissionResult> RelationAsync(string name, params (string Key, string Value)[] more)
    {
        var values = new Dictionary<string, string>
        {
            ["name"] = name, ["town"] = "Lollum", ["street"] = "Laan van " + name, ["firstName"] = "Jan", ["lastName"] = name, ["contactEmail"] = $"jan@{name.ToLowerInvariant()}.example", ["description"] = "Kans " + name,
        };
        foreach (var (key, value) in more)
            values[key] = value;
        return Entry.SubmitAsync("small", values, new(DuplicateChoice.NewAnyway, null, "Voor deze proef"));
    }

    public Task<HttpResponseMessage> SendMergeAsync(MergeRequest request) => client.PostAsJsonAsync("/api/merges", request, Json, Stop);

    public Task<HttpResponseMessage> SendUndoAsync(Guid mergeId) => client.PostAsync($"/api/merges/{mergeId}/undo", null, Stop);

    public async Task<Guid> MergeAsync(MergeKind kind, Guid source, Guid target, params string[]? take)
    {
        var answer = await SendMergeAsync(new(kind, source, target) { Take = take });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<Made>(Stop))!.Id;
    }

    public async Task UndoAsync(Guid mergeId)
    {
        var answer = await SendUndoAsync(mergeId);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    public async Task EditAsync(Guid relationId, string field, string value)
    {
        var revision = (await Entry.GetAsync<RelationQueries.Record>($"/api/relations/{relationId}")).Revision;
        var answer = await client.PutAsJsonAsync($"/api/relations/{relationId}", new RelationsApi.Edit(revision, new() { [field] = value }), Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    public async Task<Guid> AddContactAsync(Guid relationId, ContactDetails details)
    {
        var answer = await client.PostAsJsonAsync($"/api/relations/{relationId}/contacts", details, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<Made>(Stop))!.Id;
    }

    public Task<Guid> PersonOfAsync(Guid contactId) => server.Database.ReadAsync(db => db.Contacts.Where(contact => contact.Id == contactId).Select(contact => contact.PersonId).SingleAsync(Stop), Stop);

    /// <summary>All that a merge may touch, as text: every relation, organisation, person and contact with its values, and what hangs where.</summary>
    public Task<SortedDictionary<string, string>> StateAsync() => server.Database.ReadAsync(async db =>
    {
        var state = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var relation in await db.Relations.Include(relation => relation.Organisation).ToListAsync(Stop))
        {
            foreach (var field in RelationFields.All)
                state[$"relation {relation.Id} {field.Key}"] = field.Read(relation);
            foreach (var (field, value) in relation.Custom.Concat(relation.Organisation!.Custom))
                state[$"relation {relation.Id} {field}"] = value;
            state[$"relation {relation.Id} kept"] = $"{relation.Number} {relation.OrganisationId} {relation.IsDebtor} {relation.IsArchived} {relation.CreatedAt:O} {relation.CreatedBy} {relation.Organisation!.Source} {relation.Organisation.PartOfId}";
        }
        foreach (var person in await db.Persons.ToListAsync(Stop))
            state[$"person {person.Id}"] = JsonSerializer.Serialize(person);
        foreach (var contact in await db.Contacts.ToListAsync(Stop))
            state[$"contact {contact.Id}"] = JsonSerializer.Serialize(contact);
        foreach (var forecast in await db.Forecasts.ToListAsync(Stop))
            state[$"forecast {forecast.Id}"] = $"{forecast.RelationId} {forecast.ContactId}";
        foreach (var entry in await db.Consents.ToListAsync(Stop))
            state[$"consent {entry.Id}"] = $"{entry.PersonId}";
        foreach (var item in await db.Dossier.Where(item => item.Kind != Dossiers.DossierKind.Merged && item.Kind != Dossiers.DossierKind.MergeUndone).ToListAsync(Stop))
            state[$"dossier {item.Id}"] = $"{item.RelationId}";
        foreach (var submission in await db.Submissions.ToListAsync(Stop))
            state[$"submission {submission.Id}"] = $"{submission.RelationId} {submission.ContactId} {submission.ChosenRelationId}";
        // The index says what the records say, or a list would find what is not there.
        var indexed = (await db.CustomKeys.ToListAsync(Stop)).Select(key => $"{key.RecordId} {key.Field} {key.Text}").Order();
        var values = (await db.Relations.ToListAsync(Stop)).Cast<CustomFields.ICustomised>().Concat(await db.Organisations.ToListAsync(Stop)).Concat(await db.Persons.ToListAsync(Stop));
        Assert.Equal(values.SelectMany(record => record.Custom.Select(pair => $"{record.Id} {pair.Key} {pair.Value.ToLowerInvariant()}")).Order(), indexed);
        foreach (var keys in (await db.OrganisationKeys.ToListAsync(Stop)).GroupBy(key => key.OrganisationId))
            state[$"keys {keys.Key}"] = string.Join(' ', keys.Select(key => key.Key).Order(StringComparer.Ordinal));
        return state;
    }, Stop);
}
