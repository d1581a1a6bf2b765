using System.Net;
using Crm.Engine.Http;

namespace Crm.Engine.Tests.Http;

public sealed class RouteTemplateTests
{
    [Theory]
    [InlineData("orders/{id}", "/Orders/42", "id=42")]
    [InlineData("/orders/{id}/lines/{line}/", "/orders/42/lines/3", "id=42,line=3")]
    [InlineData("orders/{id:int}", "/orders/42", "id=42")]
    [InlineData("files/{*rest}", "/files/a/b/c.txt", "rest=a/b/c.txt")]
    [InlineData("files/{name?}", "/files", "")]
    [InlineData("", "/", "")]
    public void A_path_that_fits_gives_the_values_of_its_parameters(string template, string path, string expected) =>
        Assert.Equal(expected, string.Join(',', new RouteTemplate(template).Match(path)!.Select(pair => $"{pair.Key}={pair.Value}")));

    [Theory]
    [InlineData("orders/{id}", "/orders")]
    [InlineData("orders/{id}", "/orders/42/lines")]
    [InlineData("orders/{id:int}", "/orders/abc")]
    [InlineData("orders/{id:guid}", "/orders/42")]
    [InlineData("orders", "/order")]
    public void A_path_that_does_not_fit_gives_nothing(string template, string path) => Assert.Null(new RouteTemplate(template).Match(path));

    [Fact]
    public void The_more_exact_template_goes_first()
    {
        string[] templates = ["orders/{*rest}", "orders/{id}", "orders/new", "orders/{id:int}"];

        Assert.Equal(
            ["orders/new", "orders/{id:int}", "orders/{id}", "orders/{*rest}"],
            templates.OrderBy(template => new RouteTemplate(template).Precedence, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("127.0.0.1"), InlineData("10.1.2.3"), InlineData("172.16.0.1"), InlineData("172.31.255.255"), InlineData("192.168.1.1")]
    [InlineData("169.254.169.254"), InlineData("100.64.0.1"), InlineData("0.0.0.0"), InlineData("224.0.0.1"), InlineData("255.255.255.255")]
    [InlineData("::1"), InlineData("::"), InlineData("fe80::1"), InlineData("fc00::1"), InlineData("fd12::1"), InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1"), InlineData("::ffff:10.0.0.1"), InlineData("64:ff9b::a00:1"), InlineData("2002:7f00:1::"), InlineData("2001:db8::1")]
    public void An_address_of_this_machine_or_its_networks_is_not_called(string address) => Assert.False(HttpSender.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8"), InlineData("172.32.0.1"), InlineData("100.128.0.1"), InlineData("2a00:1450:400e:80e::200e"), InlineData("::ffff:8.8.8.8")]
    public void A_public_address_is_called(string address) => Assert.True(HttpSender.IsPublic(IPAddress.Parse(address)));
}
