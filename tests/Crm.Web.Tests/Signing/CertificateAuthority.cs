using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Crm.Signing;

/// <summary>A real issuer of certificates on this machine, that says over HTTP which of them stand: openssl signs the certificates, answers and lists.</summary>
public sealed class CertificateAuthority : IAsyncDisposable
{
    public const string Password = "zegel";
    readonly string folder = Directory.CreateTempSubdirectory("crm-ca-").FullName;
    readonly HttpListener listener = new();
    readonly string url = $"http://127.0.0.1:{FreePort()}/";

    public enum Manner { Right, Error, Garbage, Silence }

    /// <summary>How it answers who asks.</summary>
    public Manner Answers { get; set; } = Manner.Right;
    /// <summary>The certificate to seal with, with its key and that of the issuer.</summary>
    public string Pfx => Path.Combine(folder, "seal.pfx");
    public string Root => Path.Combine(folder, "root.pem");

    public static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    /// <param name="says">Where its certificates say that it can be asked: "ocsp", "list", both or nothing.</param>
    public static async Task<CertificateAuthority> StartAsync(string says = "ocsp list")
    {
        var authority = new CertificateAuthority();
        await authority.MakeAsync(says);
        authority.listener.Prefixes.Add(authority.url);
        authority.listener.Start();
        _ = authority.ServeAsync();
        return authority;
    }

    async Task MakeAsync(string says)
    {
        var addresses = (says.Contains("ocsp", StringComparison.Ordinal) ? $"authorityInfoAccess = OCSP;URI:{url}ocsp\n" : "")
            + (says.Contains("list", StringComparison.Ordinal) ? $"crlDistributionPoints = URI:{url}list\n" : "");
        await File.WriteAllTextAsync(Path.Combine(folder, "openssl.cnf"), $"""
            [req]
            distinguished_name = name
            [name]
            [ca]
            default_ca = one
            [one]
            dir = .
            database = index.txt
            serial = serial
            new_certs_dir = .
            certificate = root.pem
            private_key = root.key
            default_md = sha256
            default_days = 2
            default_crl_days = 1
            policy = anyone
            unique_subject = no
            [anyone]
            commonName = supplied
            [root]
            basicConstraints = critical,CA:true
            keyUsage = critical,keyCertSign,cRLSign,digitalSignature
            [seal]
            basicConstraints = critical,CA:false
            keyUsage = critical,digitalSignature,nonRepudiation
            {addresses}
            [stamp]
            basicConstraints = critical,CA:false
            keyUsage = critical,digitalSignature
            extendedKeyUsage = critical,timeStamping
            {addresses}
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "serial"), "1000");
        await File.WriteAllTextAsync(Path.Combine(folder, "index.txt"), "");
        await OpenSslAsync("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "root.key", "-out", "root.pem", "-days", "9", "-subj", "/CN=Test root", "-config", "openssl.cnf", "-extensions", "root");
        await IssueAsync(folder, "seal", "Brekelmans Techniek zegel");
        await OpenSslAsync("pkcs12", "-export", "-in", "seal.pem", "-inkey", "seal.key", "-certfile", "root.pem", "-out", "seal.pfx", "-passout", "pass:" + Password);
    }

    /// <summary>A certificate and its key as NAME.pem and NAME.key in a folder; its kind is its name, "seal" or "stamp".</summary>
    public async Task IssueAsync(string into, string kind, string name)
    {
        await OpenSslAsync("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", Path.Combine(into, kind + ".key"), "-out", kind + ".csr", "-subj", "/CN=" + name, "-config", "openssl.cnf");
        await OpenSslAsync("ca", "-batch", "-notext", "-in", kind + ".csr", "-out", Path.Combine(into, kind + ".pem"), "-extensions", kind, "-config", "openssl.cnf");
    }

    public Task RevokeSealAsync() => OpenSslAsync("ca", "-revoke", "seal.pem", "-config", "openssl.cnf");

    async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try { await AnswerAsync(await listener.GetContextAsync()); }
            catch (Exception) when (!listener.IsListening) { return; }
        }
    }

    async Task AnswerAsync(HttpListenerContext asked)
    {
        switch (Answers)
        {
            case Manner.Silence: return;
            case Manner.Error: asked.Response.StatusCode = 500; break;
            case Manner.Garbage: await asked.Response.OutputStream.WriteAsync("<html>Not here</html>"u8.ToArray()); break;
            default: await asked.Response.OutputStream.WriteAsync(await (asked.Request.Url!.AbsolutePath == "/ocsp" ? OcspAsync(asked.Request.InputStream) : ListAsync())); break;
        }
        asked.Response.Close();
    }

    async Task<byte[]> OcspAsync(Stream question)
    {
        await using (var file = File.Create(Path.Combine(folder, "question.der")))
            await question.CopyToAsync(file);
        await OpenSslAsync("ocsp", "-index", "index.txt", "-rsigner", "root.pem", "-rkey", "root.key", "-CA", "root.pem", "-reqin", "question.der", "-respout", "answer.der", "-ndays", "1");
        return await File.ReadAllBytesAsync(Path.Combine(folder, "answer.der"));
    }

    async Task<byte[]> ListAsync()
    {
        await OpenSslAsync("ca", "-gencrl", "-out", "list.pem", "-config", "openssl.cnf");
        await OpenSslAsync("crl", "-in", "list.pem", "-outform", "DER", "-out", "list.der");
        return await File.ReadAllBytesAsync(Path.Combine(folder, "list.der"));
    }

    /// <summary>What openssl says of a signature over these bytes: "cms" of a seal, "ts" of a time stamp.</summary>
    public async Task<string> VerifyAsync(string kind, byte[] content, byte[] signature)
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, "content"), content);
        await File.WriteAllBytesAsync(Path.Combine(folder, "signature"), signature);
        return kind == "cms"
            ? await OpenSslAsync("cms", "-verify", "-binary", "-inform", "DER", "-in", "signature", "-content", "content", "-CAfile", "root.pem", "-purpose", "any", "-out", "out")
            : await OpenSslAsync("ts", "-verify", "-data", "content", "-token_in", "-in", "signature", "-CAfile", "root.pem");
    }

    async Task<string> OpenSslAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync() + await said;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, error);
        return error;
    }

    public ValueTask DisposeAsync()
    {
        listener.Close();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
