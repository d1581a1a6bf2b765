using Crm.Shell.Parts;
using MudBlazor.Services;

namespace Crm.Shell;

/// <summary>Pages in a browser: components, circuits, files, and what someone sees when there is no page.</summary>
public static class ShellParts
{
    public static void AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents()
            // A part of a template is typed in one field, which is sent whole.
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = 1_000_000);
        services.AddMudServices();
        services.AddScoped<Toasts>();
    }

    /// <summary>A person who asks for a page that is not there gets a page; a program gets problem details.</summary>
    public static void UsePagesForStatusCodes(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        // Inside the other, so that a program's answer is already written when it comes by.
        app.UseWhen(context => !IsForPeople(context.Request), programs => programs.UseStatusCodePages());
    }

    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }

    static bool IsForPeople(HttpRequest request) => request.Headers.Accept.Any(accept => accept?.Contains("text/html", StringComparison.Ordinal) == true);
}
