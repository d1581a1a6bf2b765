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
    public Kvk.KvkSettings Kvk { get; set; } = new();

    /// <summary>Where the shipped workflow definitions are read from at start.</summary>
    public string WorkflowFolder { get; set; } = Path.Combine(AppContext.BaseDirectory, "workflows");
    /// <summary>Hosts in the company's own network that workflows may send requests to; public addresses need no mention.</summary>
    public string[] WorkflowPrivateHosts { get; set; } = [];
    /// <summary>How long the log of a workflow is kept after it has ended; 0: for ever.</summary>
    public int WorkflowLogDays { get; set; } = 365;
    /// <summary>The unpacked npm package of Elsa Studio; empty: the one in the folder "studio" beside the program or above it.</summary>
    public string StudioFolder { get; set; } = "";
    /// <summary>The program that lays PDFs behind one another.</summary>
    public string Qpdf { get; set; } = "qpdf";
    public SmtpSettings Smtp { get; set; } = new();
    public DkimSettings Dkim { get; set; } = new();
    public ImapSettings Imap { get; set; } = new();
    public SmsSettings Sms { get; set; } = new();
    /// <summary>The browser that prints documents.</summary>
    public string Chromium { get; set; } = "/usr/bin/chromium";
    public SealSettings Seal { get; set; } = new();
    public ScannerSettings Scanner { get; set; } = new();

    public string BaseUrl => PublicUrl.Length > 0 ? PublicUrl.TrimEnd('/') : $"http://127.0.0.1:{Port}";
}

/// <summary>The mail server that mail goes to; without a host it goes to the pick-up folder.</summary>
public sealed class SmtpSettings
{
    public string Host { get; set; } = "";
    public int Port { get; set; } = 587;
    public string User { get; set; } = "";
    public string Password { get; set; } = "";
    /// <summary>False only for a server on the same machine or network that offers no TLS.</summary>
    public bool UseTls { get; set; } = true;
}

/// <summary>The key that mail is signed with, and where its public half stands in DNS: {Selector}._domainkey.{Domain}. Without a key mail is not signed.</summary>
public sealed class DkimSettings
{
    public string Domain { get; set; } = "";
    public string Selector { get; set; } = "crm";
    /// <summary>A file with an RSA private key as PEM.</summary>
    public string Key { get; set; } = "";

    public bool IsOn => Key.Length > 0;
}

/// <summary>The mailbox that mail which cannot be delivered comes back to: that of the company's own address. Without a host nobody looks for it.</summary>
public sealed class ImapSettings
{
    public string Host { get; set; } = "";
    /// <summary>993 speaks TLS from the first byte; on any other the server has to offer STARTTLS.</summary>
    public int Port { get; set; } = 993;
    public string User { get; set; } = "";
    public string Password { get; set; } = "";
    /// <summary>False only for a server on the same machine or network that offers no TLS.</summary>
    public bool UseTls { get; set; } = true;
    public string Folder { get; set; } = "INBOX";

    public bool IsOn => Host.Length > 0;
}

/// <summary>The HTTP gateway that takes codes for a signature to a phone; without an address nothing of SMS is shown.</summary>
public sealed class SmsSettings
{
    /// <summary>Where a message is posted to.</summary>
    public string Url { get; set; } = "";
    /// <summary>
    /// What is posted: JSON when it begins with { or [, else a form. {number} is E.164 with its plus, {digits} the same without it; {text}, {sender}
    /// and {id}, which is the same when a message is sent again. Each is written as JSON or a form wants it.
    /// </summary>
    public string Body { get; set; } = """{"to":"{number}","from":"{sender}","text":"{text}","reference":"{id}"}""";
    /// <summary>The header that carries the secret.</summary>
    public string Header { get; set; } = "Authorization";
    /// <summary>Its whole value, such as "Bearer abc": from the environment (CRM_Sms__Secret), never in a log.</summary>
    public string Secret { get; set; } = "";
    /// <summary>The name or number that a phone shows; most networks take eleven letters at most.</summary>
    public string Sender { get; set; } = "";

    public bool IsOn => Url.Length > 0;
}

/// <summary>What signed quotes are sealed with.</summary>
public sealed class SealSettings
{
    /// <summary>A PFX file with the certificate and its key; empty: one that the server makes itself, in the data folder.</summary>
    public string Certificate { get; set; } = "";
    public string Password { get; set; } = "";
    /// <summary>Address of an RFC 3161 time-stamp server; empty: the seal carries the server's own time only.</summary>
    public string TimeStampUrl { get; set; } = "";
}

/// <summary>The ClamAV daemon that looks at what people bring; without a host nothing is scanned.</summary>
public sealed class ScannerSettings
{
    public string Host { get; set; } = "";
    public int Port { get; set; } = 3310;
}
