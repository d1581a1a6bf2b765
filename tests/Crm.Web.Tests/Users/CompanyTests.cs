using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Crm.Users;

public sealed class CompanyTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(On.Sqlite), InlineData(On.Postgres)]
    public async Task The_company_is_kept_with_its_numbers_written_plainly(On on)
    {
        await using var server = await CrmServer.StartAsync(on);
        var adil = await server.SignInAsync("adil");
        var company = await adil.GetFromJsonAsync<CompanyDesk.Entry>("/api/company", Cancel);
        var answer = await adil.PutAsJsonAsync("/api/company", company! with { Iban = "nl91 abna 0417 1643 00", KvkNumber = "18 04 12 77", MarginNorm = 31.5m }, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var kept = await adil.GetFromJsonAsync<CompanyDesk.Entry>("/api/company", Cancel);
        Assert.Equal(("NL91ABNA0417164300", "18041277", 31.5m), (kept!.Iban, kept.KvkNumber, kept.MarginNorm));
    }

    [Theory]
    [InlineData("Iban", "NL00ABNA0417164300")]
    [InlineData("KvkNumber", "1234567")]
    [InlineData("VatId", "NL12345678B01")]
    [InlineData("Accent", "#FFEE00")]
    [InlineData("Accent", "blue")]
    [InlineData("Email", "nobody")]
    public async Task What_may_not_stand_on_a_quote_is_refused_at_its_field(string field, string value)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var adil = await server.SignInAsync("adil");
        var company = await adil.GetFromJsonAsync<CompanyDesk.Entry>("/api/company", Cancel);
        var wrong = field switch
        {
            "Iban" => company! with { Iban = value },
            "KvkNumber" => company! with { KvkNumber = value },
            "VatId" => company! with { VatId = value },
            "Accent" => company! with { Accent = value },
            _ => company! with { Email = value },
        };
        var answer = await adil.PutAsJsonAsync("/api/company", wrong, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors");
        Assert.Equal([field], errors.EnumerateObject().Select(error => error.Name));
    }
}
