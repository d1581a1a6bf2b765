namespace Crm.Dossiers;

public sealed class SafeHtmlTests
{
    [Theory]
    // As Gmail and Outlook write a mail: divisions, tables and styles.
    [InlineData("<div dir=\"ltr\">Dag Sanne,<div><br></div><div>Past er een <b>bredere</b> deur in?</div></div>", "Dag Sanne,<p><br></p><p>Past er een <b>bredere</b> deur in?</p>")]
    [InlineData("<html><head><title>x</title><style>p{color:red}</style></head><body><table><tr><td>Deur</td><td>2 m</td></tr></table></body></html>", "<p>Deur 2 m </p>")]
    [InlineData("<h1>Onze aanpak</h1><p style=\"position:fixed\"><span>Eerst</span> meten</p>", "<h3>Onze aanpak</h3><p>Eerst meten</p>")]
    [InlineData("<ul><li onclick=\"x()\">een<ul><li>twee</li></ul></li></ul>", "<ul><li>een<ul><li>twee</li></ul></li></ul>")]
    public void The_words_of_a_mail_stay_whatever_they_are_wrapped_in(string html, string clean)
    {
        Assert.Equal(clean, SafeHtml.Clean(html));
        Assert.Equal(clean, SafeHtml.Clean(clean));
    }

    [Theory]
    [InlineData("<div><script>alert(1)</script>tekst</div>")]
    [InlineData("<svg><style><img src=x onerror=alert(1)></style></svg>tekst")]
    [InlineData("tekst<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\"></table></math>")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>tekst")]
    [InlineData("<xmp><img src=x onerror=alert(1)></xmp>tekst")]
    [InlineData("<a href=\" javascript:alert(1)\">tekst</a><a href=\"data:text/html,<script>alert(1)</script>\">tekst</a>")]
    [InlineData("<div><div onmouseover=alert(1)><p onmouseover=alert(1)>tekst</p></div></div>")]
    [InlineData("<form action=//x.example><input name=a><button>tekst</button></form>")]
    public void Nothing_stays_that_runs_loads_or_asks(string html)
    {
        var clean = SafeHtml.Clean(html);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(clean);
        Assert.DoesNotContain(page.Body!.QuerySelectorAll("*"), tag => tag.LocalName is not ("p" or "h3" or "a" or "br"));
        Assert.Empty(page.Body.QuerySelectorAll("*").SelectMany(tag => tag.Attributes));
        Assert.Contains("tekst", clean, StringComparison.Ordinal);
    }
}
