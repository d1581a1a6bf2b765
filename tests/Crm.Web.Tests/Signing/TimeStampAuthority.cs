using System.Diagnostics;
using System.Net;

namespace Crm.Signing;

/// <summary>A real RFC 3161 server on this machine: openssl signs the stamps.</summary>
public sealed class TimeStampAuthority : IAsyncDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("crm-tsa-").FullName;
    readonly HttpListener listener = new();

    /// <summary>False: it answers that something went wrong.</summary>
    public bool Answers { get; set; } = true;
    public string Url { get; private init; } = "";

    /// <param name="issuer">Null: it has a certificate that it made itself.</param>
    public static async Task<TimeStampAuthority> StartAsync(CertificateAuthority? issuer = null)
    {
        var authority = new TimeStampAuthority { Url = $"http://127.0.0.1:{CertificateAuthority.FreePort()}/" };
        await authority.MakeCertificateAsync(issuer);
        authority.listener.Prefixes.Add(authority.Url);
        authority.listener.Start();
        _ = authority.ServeAsync();
        return authority;
    }

    async Task MakeCertificateAsync(CertificateAuthority? issuer)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "openssl.cnf"), """
            [req]
            distinguished_name = name
            [name]
            [stamp]
            basicConstraints = critical,CA:false
            keyUsage = critical,digitalSignature
            extendedKeyUsage = critical,timeStamping
            [tsa]
            default_tsa = one
            [one]
            serial = serial
            signer_digest = sha256
            default_policy = 1.3.6.1.4.1.13762.3
            digests = sha256
            ess_cert_id_alg = sha256
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "serial"), "01");
        if (issuer is not null)
        {
            await issuer.IssueAsync(folder, "stamp", "Test time stamps");
            File.Copy(issuer.Root, Path.Combine(folder, "chain.pem"));
            return;
        }
        await OpenSslAsync("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "stamp.key", "-out", "stamp.pem", "-days", "2", "-subj", "/CN=Test time stamps", "-config", "openssl.cnf", "-extensions", "stamp");
        File.Copy(Path.Combine(folder, "stamp.pem"), Path.Combine(folder, "chain.pem"));
    }

    async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext asked;
            try { asked = await listener.GetContextAsync(); }
            catch (Exception) when (!listener.IsListening) { return; }
            if (!Answers)
            {
                asked.Response.StatusCode = 500;
                asked.Response.Close();
                continue;
            }
            await using (var query = File.Create(Path.Combine(folder, "query.tsq")))
                await asked.Request.InputStream.CopyToAsync(query);
            await OpenSslAsync("ts", "-reply", "-queryfile", "query.tsq", "-inkey", "stamp.key", "-signer", "stamp.pem", "-chain", "chain.pem", "-out", "reply.tsr", "-config", "openssl.cnf");
            asked.Response.ContentType = "application/timestamp-reply";
            await asked.Response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(Path.Combine(folder, "reply.tsr")));
            asked.Response.Close();
        }
    }

    async Task OpenSslAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { WorkingDirectory = folder, RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, error);
    }

    public ValueTask DisposeAsync()
    {
        listener.Close();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
