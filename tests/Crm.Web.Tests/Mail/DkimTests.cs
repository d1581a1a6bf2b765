using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Mail;

/// <summary>Signed mail, checked by another program: Debian's python3-dkim, with the public key in place of DNS.</summary>
public sealed class DkimTests
{
    const string Check = """
        import sys, dkim
        asked = []
        def dns(name, timeout=5):
            asked.append(name.decode())
            return b"v=DKIM1; k=rsa; p=" + sys.argv[2].encode()
        print(dkim.verify(open(sys.argv[1], "rb").read(), dnsfunc=dns), *asked)
        """;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_mail_is_accepted_by_another_program_and_no_longer_once_a_letter_is_changed()
    {
        await using var folder = new TestFolder();
        using var key = RSA.Create(2048);
        var pem = Path.Combine(folder.Path, "dkim.pem");
        await File.WriteAllTextAsync(pem, key.ExportPkcs8PrivateKeyPem(), Stop);
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: false, "--Dkim:Key", pem, "--Dkim:Domain", "brekelmans.example", "--Dkim:Selector", "peil");
        await server.Services.GetRequiredService<Mailbox>().QueueAsync(new("message", "nl", "jan@deboer.example", "Jan de Boer")
        {
            Values = new Dictionary<string, object?> { ["name"] = "Jan", ["subject"] = "Koelcel", ["message"] = "Een regel die langer is dan een mailserver ze graag heeft: " + new string('é', 2000), ["link"] = "" },
        }, Stop);
        await PickedUp.FromAsync(server, 1);
        var mail = Assert.Single(Directory.GetFiles(Path.Combine(server.DataFolder, "mail"), "*.eml"));

        var publicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
        Assert.Equal("True peil._domainkey.brekelmans.example.", await VerifyAsync(mail, publicKey));
        await File.WriteAllTextAsync(mail, (await File.ReadAllTextAsync(mail, Stop)).Replace("Subject: Koelcel", "Subject: Koelcellen", StringComparison.Ordinal), Stop);
        Assert.StartsWith("False", await VerifyAsync(mail, publicKey), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_cannot_be_read_is_told_where_outgoing_mail_is_kept_and_nothing_leaves_unsigned()
    {
        await using var server = await CrmServer.StartAsync(On.Sqlite, demo: false, "--Dkim:Key", "/nergens/dkim.pem", "--Dkim:Domain", "brekelmans.example");
        await server.Services.GetRequiredService<Mailbox>().QueueAsync(new("message", "nl", "jan@deboer.example", "Jan de Boer")
        {
            Values = new Dictionary<string, object?> { ["name"] = "Jan", ["subject"] = "Koelcel", ["message"] = "", ["link"] = "" },
        }, Stop);
        var queries = server.Services.GetRequiredService<MailQueries>();
        await Eventually.TrueAsync(async () => (await queries.OutboxAsync(Stop)) is [{ LastError: var error }] && error.Contains("CRM_Dkim__Key", StringComparison.Ordinal), "the fault is told");
        Assert.False(Directory.Exists(Path.Combine(server.DataFolder, "mail")));
    }

    static async Task<string> VerifyAsync(string mail, string publicKey)
    {
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Check, mail, publicKey]) { RedirectStandardOutput = true })!;
        var said = await python.StandardOutput.ReadToEndAsync(Stop);
        await python.WaitForExitAsync(Stop);
        return said.Trim();
    }
}
