namespace Crm.Documents;

/// <summary>The house's fonts as CSS: inside the page for paper, which may fetch nothing, and by address for the screen.</summary>
public static class HouseFonts
{
    static readonly Lazy<Markup> Inside = new(() => new(Face("Bricolage Grotesque", Data("bricolage-grotesque")) + Face("Hanken Grotesk", Data("hanken-grotesk"))));

    public static Markup ForPaper => Inside.Value;
    public static Markup ForScreen { get; } = new(Face("Bricolage Grotesque", "/fonts/bricolage-grotesque.woff2") + Face("Hanken Grotesk", "/fonts/hanken-grotesk.woff2"));

    static string Face(string family, string address) =>
        $"@font-face{{font-family:\"{family}\";src:url({address}) format(\"woff2\");font-weight:100 900}}";

    static string Data(string file)
    {
        using var stream = typeof(HouseFonts).Assembly.GetManifestResourceStream(file + ".woff2")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return "data:font/woff2;base64," + Convert.ToBase64String(bytes.ToArray());
    }
}
