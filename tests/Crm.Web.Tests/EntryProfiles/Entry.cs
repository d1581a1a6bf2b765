using System.Net.Http.Json;
using System.Text.Json;

namespace Crm.EntryProfiles;

/// <summary>Someone who sends in new relations over the API.</summary>
public sealed class Entry(HttpClient client)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Test BV Donald as the trade register gives it, with a contact and a forecast.</summary>
    public static Dictionary<string, string> Donald => new()
    {
        ["name"] = "Test BV Donald",
        ["kvkNumber"] = "68750110",
        ["branchNumber"] = "000037178598",
        ["rsin"] = "857587973",
        ["legalForm"] = "Besloten vennootschap met gewone structuur",
        ["street"] = "Hizzaarderlaan",
        ["houseNumber"] = "3",
        ["addition"] = "A",
        ["postalCode"] = "8823 SJ",
        ["town"] = "Lollum",
        ["firstName"] = "Katrien",
        ["lastName"] = "Duck",
        ["contactEmail"] = "katrien@donald.example",
        ["mobile"] = "06 2214 8730",
        ["description"] = "Koeling appelopslag",
        ["amount"] = "36.000,00",
    };

    public static Dictionary<string, string> With(params (string Key, string Value)[] changes)
    {
        var values = Donald;
        foreach (var (key, value) in changes)
            values[key] = value;
        return values;
    }

    public Task<HttpResponseMessage> SendAsync(string profile, Dictionary<string, string> values, DuplicateAnswer? answer = null) =>
        client.PostAsJsonAsync("/api/submissions", new NewSubmission(profile, values) { Answer = answer ?? new() }, Json, Stop);

    public async Task<SubmissionResult> SubmitAsync(string profile, Dictionary<string, string> values, DuplicateAnswer? answer = null)
    {
        var response = await SendAsync(profile, values, answer);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Stop));
        return (await response.Content.ReadFromJsonAsync<SubmissionResult>(Json, Stop))!;
    }

    public async Task<T> GetAsync<T>(string path) => (await client.GetFromJsonAsync<T>(path, Json, Stop))!;

    public async Task<DuplicateCheck.Found> DuplicatesAsync(Dictionary<string, string> values)
    {
        var response = await client.PostAsJsonAsync("/api/submissions/duplicates", values, Json, Stop);
        return (await response.Content.ReadFromJsonAsync<DuplicateCheck.Found>(Json, Stop))!;
    }

    /// <summary>The faults of a refusal, by field.</summary>
    public static async Task<Dictionary<string, string[]>> FaultsAsync(HttpResponseMessage response)
    {
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Stop);
        return problem.GetProperty("errors").Deserialize<Dictionary<string, string[]>>()!;
    }
}
