namespace Crm;

/// <summary>Every address of the product, so that no page spells one out.</summary>
public static class Urls
{
    public const string Tasks = "/";
    public const string SignIn = "/sign-in";
    public const string Relations = "/relations";
    public const string Forecasts = "/forecasts";
    public const string Pipeline = "/forecasts/pipeline";
    public const string Quotes = "/quotes";
    public const string Projects = "/projects";
    public const string Campaigns = "/campaigns";
    public const string ContactMoments = "/contact-moments";
    public const string Dashboard = "/dashboard";
    /// <summary>Dashboards of one's own.</summary>
    public const string OwnDashboards = "/dashboard/own";
    /// <summary>What one gets by mail.</summary>
    public const string Subscriptions = "/dashboard/subscriptions";
    public const string Processes = "/processes";
    public const string StudioDefinitions = "/studio/definitions";
    public const string StudioInstances = "/studio/instances";
    public const string Settings = "/settings";
    public const string UserSettings = "/settings/users";
    public const string CompanySettings = "/settings/company";
    public const string Catalogue = "/settings/catalogue";
    public const string Templates = "/settings/templates";
    public const string ForecastStatuses = "/settings/forecast-statuses";
    /// <summary>The list of addresses not to approach.</summary>
    public const string Suppressions = "/settings/suppressions";
    public const string CustomFields = "/settings/custom-fields";
    public const string Lists = "/settings/lists";
    public const string ContactForms = "/settings/contact-forms";
    public const string Outbox = "/settings/outbox";
    public const string Mail = "/mail";
    public const string Account = "/account";
    public const string ChangePassword = "/account/password";
    public const string SetPassword = "/set-password";

    public static string OwnDashboard(Guid id) => $"{OwnDashboards}/{id}";

    public static string Task(Guid id) => $"/tasks/{id}";

    public static string MailMessage(Guid id) => $"/mail/{id}";

    public static string Process(string instanceId) => $"/processes/{instanceId}";

    public static string ProcessDefinition(string definitionId) => $"{Processes}/definitions/{definitionId}";

    public static string StudioDefinition(string definitionId) => $"{StudioDefinitions}/{definitionId}";

    public static string StudioInstance(string instanceId) => $"{StudioInstances}/{instanceId}";

    public static string Relation(Guid id) => $"/relations/{id}";

    public const string Profiles = "/settings/profiles";

    public static string Profile(Guid id) => $"{Profiles}/{id}";

    public static string NewProfile(Guid? copy = null) => $"{Profiles}/new" + (copy is { } from ? $"?copy={from}" : "");

    /// <summary>What erasing a person would do, and doing it.</summary>
    public static string Erase(Guid person, Guid? relation = null) => $"/relations/persons/{person}/erase" + (relation is { } from ? $"?relation={from}" : "");

    public const string Imports = "/relations/import";

    public static string Import(Guid id) => $"{Imports}/{id}";

    public const string Duplicates = "/relations/duplicates";

    /// <summary>Relations that differ from the trade register.</summary>
    public const string RegisterWork = "/relations/register";

    public static string Register(Guid relation) => $"/relations/{relation}/register";

    public const string RegisterUse = "/settings/register";

    /// <summary>The preview of making two records one; with one of them, the question which the other is.</summary>
    public static string Merge(string kind, Guid source, Guid? target = null, Guid? relation = null) =>
        $"/relations/merge?kind={kind}&source={source}" + (target is { } into ? $"&target={into}" : "") + (relation is { } from ? $"&relation={from}" : "");

    public static string NewRelation(string profileKey) => $"/relations/new/{profileKey}";

    public static string Submission(Guid id) => $"/submissions/{id}";

    /// <summary>The board with the form of a new forecast open, at this relation or at one still to be chosen.</summary>
    public static string NewForecast(Guid? relationId = null) => $"/forecasts?new={relationId?.ToString() ?? "1"}";

    public static string Forecast(Guid id) => $"/forecasts/{id}";

    public static string NewQuote(Guid forecastId) => $"/quotes/new?forecast={forecastId}";

    public static string Quote(Guid id) => $"/quotes/{id}";

    public static string Template(string key, string? file = null) => $"{Templates}/{key}" + (file is null ? "" : $"?file={file}");

    public static string Project(Guid id) => $"/projects/{id}";

    public static string Campaign(Guid id) => $"/campaigns/{id}";

    public static string File(Guid id) => $"/api/files/{id}";

    public const string PortalVerify = "/portal/verify";

    public const string PortalLogin = "/portal/login";

    public const string PortalQuotes = "/portal/quotes";

    public static string PortalQuote(Guid id) => $"{PortalQuotes}/{id}";

    public static string Unsubscribe(string token) => $"/unsubscribe/{token}";

    public static string Portal(string token) => $"/portal/{token}";
}
