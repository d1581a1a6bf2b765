namespace Crm;

/// <summary>What the operator can set: from the command line (--port, --data …), the environment (CRM_PORT …) or appsettings.json.</summary>
public sealed class CrmSettings
{
    /// <summary>Where the SQLite file, the mail pick-up folder and the signing certificate live.</summary>
    public string Data { get; set; } = "data";
    /// <summary>Connection string; empty: SQLite in the data folder.</summary>
    public string Postgres { get; set; } = "";
    public int Port { get; set; } = 5080;
    /// <summary>The network address to listen on; 0.0.0.0 in a container.</summary>
    public string Listen { get; set; } = "127.0.0.1";
    /// <summary>The address people reach the product at; stands in mails. Empty: http://127.0.0.1:{Port}.</summary>
    public string PublicUrl { get; set; } = "";
    /// <summary>True: no demo company in a new database, only the tables every company starts with and the first administrator.</summary>
    public bool Empty { get; set; }
    /// <summary>"full": the demo company with a year of work; "people": its people only, for tests that make their own case.</summary>
    public string Demo { get; set; } = "full";

    public string BaseUrl => PublicUrl.Length > 0 ? PublicUrl.TrimEnd('/') : $"http://127.0.0.1:{Port}";
}
