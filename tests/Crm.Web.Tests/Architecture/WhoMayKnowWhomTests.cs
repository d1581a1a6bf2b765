using System.Reflection;
using System.Text.RegularExpressions;
using Crm.Engine;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Architecture;

/// <summary>The rules of the design that a machine can keep.</summary>
public sealed partial class WhoMayKnowWhomTests
{
    static readonly Assembly Web = typeof(CrmHost).Assembly;

    // The DbContext lists every table, so it knows every feature; every feature opens the database. That one circle is meant.
    static readonly string[] BelowFeatures = ["Data", "Engine"];

    [Fact]
    public void Features_know_each_other_in_one_direction_only()
    {
        var knows = SourceTree.Of("Crm.Web", ".cs")
            .Where(source => source.Feature.Length > 0 && !BelowFeatures.Contains(source.Feature))
            .GroupBy(source => source.Feature)
            .ToDictionary(feature => feature.Key, feature => feature.SelectMany(SourceTree.FeaturesNamedBy).Except(BelowFeatures).ToHashSet());
        var circles = knows.Keys.Select(feature => PathBack(knows, feature)).OfType<string>().ToList();
        Assert.True(circles.Count == 0, "Circles: " + string.Join("; ", circles));
    }

    [Fact]
    public void Every_icon_that_a_page_names_is_drawn()
    {
        var named = SourceTree.Of("Crm.Web", ".razor").SelectMany(source => NamedIcon().Matches(source.Text), (source, icon) => (source.Path, Name: icon.Groups[1].Value));
        Assert.DoesNotContain(named, icon => !Shell.Parts.IconShapes.All.ContainsKey(icon.Name));
    }

    [GeneratedRegex("(?:<Icon Name|\\bIcon)=\"([a-z0-9]+)\"")]
    private static partial Regex NamedIcon();

    [Fact]
    public void The_engine_knows_nothing_of_the_CRM()
    {
        var known = typeof(WorkflowRuntime).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!);
        string[] allowed = ["Jint", "DotLiquid", "Cronos", "Acornima"];
        Assert.DoesNotContain(known, name => !allowed.Contains(name) && !name.StartsWith("System", StringComparison.Ordinal) && !name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && name != "netstandard");
    }

    [Fact]
    public void A_page_never_touches_the_database_itself() =>
        Assert.DoesNotContain(SourceTree.Of("Crm.Web", ".razor"), page => page.Text.Contains("CrmDbContext", StringComparison.Ordinal) || page.Text.Contains("CrmDatabase", StringComparison.Ordinal));

    [Fact]
    public void The_time_comes_from_the_clock_that_tests_can_move()
    {
        var offenders = SourceTree.Of("Crm.Web", ".cs").Concat(SourceTree.Of("Crm.Web", ".razor")).Concat(SourceTree.Of("Crm.Engine", ".cs"))
            .Where(source => source.Text.Contains("DateTime.Now", StringComparison.Ordinal) || source.Text.Contains("DateTime.UtcNow", StringComparison.Ordinal)
                || source.Text.Contains("DateTimeOffset.Now", StringComparison.Ordinal) || source.Text.Contains("DateTimeOffset.UtcNow", StringComparison.Ordinal) || source.Text.Contains("DateTime.Today", StringComparison.Ordinal))
            .Select(source => source.Path);
        Assert.Empty(offenders);
    }

    [Fact]
    public void Names_say_what_a_salesperson_would_say()
    {
        string[] hollow = ["Manager", "Helper", "Util", "Utils", "Processor", "Base", "Impl", "Dto", "Model", "ViewModel", "Service", "Repository"];
        var offenders = Web.GetTypes().Concat(typeof(WorkflowRuntime).Assembly.GetTypes())
            .Where(type => !type.IsNested && type.Namespace?.StartsWith("Crm", StringComparison.Ordinal) == true && !type.Namespace.Contains("Migrations", StringComparison.Ordinal))
            .Where(type => hollow.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal)))
            .Select(type => type.FullName);
        Assert.Empty(offenders);
    }

    [Fact]
    public void Classes_of_the_server_are_sealed()
    {
        var offenders = Web.GetTypes()
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false, IsNested: false } && type.Namespace?.StartsWith("Crm", StringComparison.Ordinal) == true)
            // Razor compiles pages, and the usings they share, to open classes.
            .Where(type => !typeof(ComponentBase).IsAssignableFrom(type) && type.Name != "_Imports" && !type.Namespace!.Contains("Migrations", StringComparison.Ordinal))
            .Select(type => type.FullName);
        Assert.Empty(offenders);
    }

    [Fact]
    public void Every_page_states_who_may_use_it()
    {
        var offenders = Web.GetTypes()
            .Where(type => type.GetCustomAttributes<Microsoft.AspNetCore.Components.RouteAttribute>().Any())
            .Where(type => !type.GetCustomAttributes().Any(attribute => attribute is IAuthorizeData or IAllowAnonymous))
            .Select(type => type.FullName);
        Assert.Empty(offenders);
    }

    [Fact]
    public async Task Every_endpoint_states_who_may_use_it()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite);
        var offenders = server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api", StringComparison.Ordinal) == true)
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText);
        Assert.Empty(offenders);
    }

    static string? PathBack(Dictionary<string, HashSet<string>> knows, string start)
    {
        var paths = new Queue<string[]>([[start]]);
        var seen = new HashSet<string>();
        while (paths.TryDequeue(out var path))
        {
            foreach (var next in knows.GetValueOrDefault(path[^1], []).Where(knows.ContainsKey))
            {
                if (next == start)
                    return string.Join(" → ", path) + " → " + start;
                if (seen.Add(next))
                    paths.Enqueue([.. path, next]);
            }
        }
        return null;
    }
}
