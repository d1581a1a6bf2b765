using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Studio;

public sealed class RightsTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_process_owners_and_administrators_come_in()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        const string Definitions = "/elsa/api/workflow-definitions";
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous().GetAsync(Definitions, Stop)).StatusCode);
        foreach (var (who, status) in new[] { ("sanne", HttpStatusCode.Forbidden), ("marieke", HttpStatusCode.Forbidden), ("petra", HttpStatusCode.OK), ("adil", HttpStatusCode.OK) })
            Assert.Equal((who, status), (who, (await (await server.SignInAsync(who)).GetAsync(Definitions, Stop)).StatusCode));
    }

    [Fact]
    public async Task No_endpoint_of_Elsa_forgets_who_may_use_it()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var open = server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/elsa", StringComparison.Ordinal))
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() is null && endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText);
        Assert.Empty(open);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Origin", "", true)]
    public async Task A_write_that_another_site_started_is_refused(string header, string value, bool passes)
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var petra = await StudioDriver.OpenAsync(server);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/elsa/api/workflow-definitions") { Content = JsonContent.Create(new { model = StudioDriver.Flowchart("Van elders"), publish = false }) };
        request.Headers.TryAddWithoutValidation(header, value.Length > 0 ? value : server.BaseAddress.GetLeftPart(UriPartial.Authority));
        Assert.Equal(passes ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await petra.Client.SendAsync(request, Stop)).StatusCode);
    }
}
