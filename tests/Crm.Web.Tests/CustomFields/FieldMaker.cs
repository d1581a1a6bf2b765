using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.CustomFields;

/// <summary>A process owner who adds fields over the API.</summary>
public sealed class FieldMaker(HttpClient petra)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<FieldMaker> OnAsync(CrmServer server) => new(await server.SignInAsync("petra"));

    /// <summary>Answers with the key by which everything calls it.</summary>
    public async Task<string> AddAsync(CustomRecord record, CustomType type, string name, params string[] choices)
    {
        var answer = await TryAddAsync(new() { Record = record, Type = type, NameNl = name, NameEn = name + " (en)", Choices = [.. choices.Select(choice => new CustomChoiceEntry(choice, ""))] });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await ListAsync(record)).Single(field => field.Name.Nl == name).Key;
    }

    public Task<HttpResponseMessage> TryAddAsync(CustomFieldEntry entry) => petra.PostAsJsonAsync("/api/settings/custom-fields", entry, Json, Stop);

    public async Task<IReadOnlyList<CustomFieldDesk.Row>> ListAsync(CustomRecord record) => (await petra.GetFromJsonAsync<List<CustomFieldDesk.Row>>($"/api/custom-fields/{record}", Json, Stop))!;

    public async Task EditAsync(string key, Func<CustomFieldEntry, CustomFieldEntry> change)
    {
        var row = await FindAsync(key);
        var answer = await petra.PutAsJsonAsync($"/api/settings/custom-fields/{row.Id}", change(CustomFieldEntry.Of(row)), Json, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    public async Task ArchiveAsync(string key, bool isArchived) =>
        (await petra.PutAsJsonAsync($"/api/settings/custom-fields/{(await FindAsync(key)).Id}/archived", new { isArchived }, Stop)).EnsureSuccessStatusCode();

    public async Task<CustomFieldDesk.Row> FindAsync(string key) => (await ListAsync(CustomField.RecordOf(key)!.Value)).Single(field => field.Key == key);
}
