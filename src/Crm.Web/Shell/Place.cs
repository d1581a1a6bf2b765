using Crm.Users;

namespace Crm.Shell;

/// <summary>A place in the menu.</summary>
/// <param name="GoKey">G and this key go there.</param>
/// <param name="RoleNames">Who may use it; empty: every employee.</param>
public sealed record Place(string Icon, LocalText Name, string Href, string GoKey, params string[] RoleNames)
{
    public static readonly IReadOnlyList<Place> All =
    [
        new("task", new("Taken", "Tasks"), Urls.Tasks, "t"),
        new("rel", new("Relaties", "Relations"), Urls.Relations, "r"),
        new("fc", new("Forecasts", "Forecasts"), Urls.Forecasts, "f"),
        new("quote", new("Offertes", "Quotes"), Urls.Quotes, "o"),
        new("camp", new("Campagnes", "Campaigns"), Urls.Campaigns, "b"),
        new("project", new("Projecten", "Projects"), Urls.Projects, "p"),
        new("dash", new("Dashboard", "Dashboard"), Urls.Dashboard, "d"),
        new("flow", new("Processen", "Processes"), Urls.Processes, "w", Roles.ProcessOwner, Roles.Administrator),
    ];

    public static readonly Place Settings = new("set", new("Inrichting", "Settings"), Urls.Settings, "i", Roles.ProcessOwner, Roles.Administrator);

    /// <summary>Places that the rail has no room for; the palette knows them.</summary>
    public static readonly IReadOnlyList<Place> Elsewhere =
    [
        new("phone", new("Contactmomenten", "Contact moments"), Urls.ContactMoments, "c"),
        new("mail", new("Mail", "Mail"), Urls.Mail, "m", Roles.Sales, Roles.Administrator),
    ];

    public static readonly Place Account = new("user", new("Jouw account", "Your account"), Urls.Account, "a");

    public bool IsFor(Actor actor) => RoleNames.Length == 0 || RoleNames.Any(actor.Is);

    public bool Holds(string path) => Href == Urls.Tasks
        ? path == "/" || path.StartsWith("/tasks", StringComparison.Ordinal)
        : path == Href || path.StartsWith(Href + "/", StringComparison.Ordinal);
}
