using System.Text.RegularExpressions;
using Crm.Documents;
using Crm.Users;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Crm.Dashboard.Exports;

/// <summary>A tab as a PDF or a picture, drawn by the same components as the page.</summary>
public sealed partial class DashboardPrint(PdfPrinter printer, IWebHostEnvironment host, IServiceScopeFactory scopes, CrmSettings settings, ILoggerFactory loggers)
{
    const int PictureWidth = 1240;
    static readonly string[] Sheets = ["tokens.css", "look.css", "parts.css", "dashboard.css"];

    public async Task<byte[]> PdfAsync(DashboardView view, string tab, Actor reader, CancellationToken cancellationToken) =>
        await printer.PrintAsync(await HtmlAsync(view, tab, reader, cancellationToken), cancellationToken);

    public async Task<byte[]> PictureAsync(DashboardView view, string tab, Actor reader, CancellationToken cancellationToken) =>
        await printer.PictureAsync(await HtmlAsync(view, tab, reader, cancellationToken), PictureWidth, cancellationToken);

    async Task<string> HtmlAsync(DashboardView view, string tab, Actor reader, CancellationToken cancellationToken)
    {
        var style = await StyleAsync(cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        // A part that asks where it stands is on no page here.
        if (scope.ServiceProvider.GetRequiredService<NavigationManager>() is IHostEnvironmentNavigationManager nowhere)
            nowhere.Initialize(settings.BaseUrl + "/", settings.BaseUrl + Urls.Dashboard);
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var drawn = await renderer.RenderComponentAsync<DashboardPaper>(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(DashboardPaper.View)] = view, [nameof(DashboardPaper.Tab)] = tab, [nameof(DashboardPaper.Reader)] = reader, [nameof(DashboardPaper.Style)] = style,
            }));
            return drawn.ToHtmlString();
        });
    }

    /// <summary>The printer reaches no network: the styles of the page and its typefaces stand in the paper itself.</summary>
    async Task<string> StyleAsync(CancellationToken cancellationToken)
    {
        List<string> styles = ["@page { size: A4 landscape; margin: 10mm }"];
        foreach (var sheet in Sheets)
        {
            using var reader = new StreamReader(host.WebRootFileProvider.GetFileInfo(sheet).CreateReadStream());
            styles.Add(FetchedFace().Replace(await reader.ReadToEndAsync(cancellationToken), ""));
        }
        // Last, so that they are the ones: those of the page are fetched by address.
        styles.Add(HouseFonts.ForPaper.Html);
        return string.Join('\n', styles);
    }

    [GeneratedRegex(@"@font-face\s*\{[^}]*\}")]
    private static partial Regex FetchedFace();
}
