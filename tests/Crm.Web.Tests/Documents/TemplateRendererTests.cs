using System.Diagnostics;

namespace Crm.Documents;

public sealed class TemplateRendererTests
{
    sealed record Line(string Text);

    sealed record Data(string Name, Markup Introduction, IReadOnlyList<Line> Lines);

    static readonly Data Handed = new("Bakkerij <script>alert(1)</script> & Zn.", new("<p>Beste</p>"), [new("een"), new("<b>twee")]);
    readonly TemplateRenderer renderer = new();

    [Fact]
    public void Values_are_written_as_text_and_only_markup_as_markup() =>
        Assert.Equal(
            "Bakkerij &lt;script&gt;alert(1)&lt;/script&gt; &amp; Zn. <p>Beste</p> [een][&lt;b&gt;twee]",
            renderer.Render("{{ name }} {{ introduction }} {{ for line in lines }}[{{ line.text }}]{{ end }}", "test", Handed));

    [Theory]
    [InlineData("Regel een\n  {{ lines.first.nope.deeper }}", 2, 18, "null object")]
    [InlineData("{{ nope }}", 1, 4, "was not found")]
    [InlineData("een\ntwee\n{{ for line in }}{{ end }}", 3, 16, "for")]
    public void A_fault_says_at_which_line_and_column(string template, int line, int column, string problem)
    {
        var fault = Assert.Throws<TemplateFaultException>(() => renderer.Render(template, "test", Handed));
        Assert.Equal((line, column), (fault.Line, fault.Column));
        Assert.Contains(problem, fault.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ while true }}x{{ end }}")]
    [InlineData("{{ for i in 1..2000000000 }}{{ end }}")]
    [InlineData("{{ for i in 1..19000; for j in 1..19000; for k in 1..19000; end; end; end }}")]
    [InlineData("{{ func f; f; end; f }}")]
    [InlineData("{{ 'a' * 1000000000 }}")]
    [InlineData("{{ x = 'aaaaaaaaaa'; for i in 1..40; x = x + x; end; x }}")]
    [InlineData("{{ x = 2; for i in 1..40; x = x * x; end; x }}")]
    [InlineData("{{ 1 << 2000000000 }}")]
    [InlineData("{{ for i in 1..19999 }}{{ 'x' * 100000 }}{{ end }}")]
    [InlineData("{{ a = []; a[1000000000] = 1 }}")]
    [InlineData("{{ a = {}; a.b = a; a }}")]
    [InlineData("{{ include 'recursive' }}{{ func include; end; include 'x' }}")]
    public void A_template_that_never_ends_or_prints_without_end_is_stopped(string template)
    {
        var watch = Stopwatch.StartNew();
        Assert.Throws<TemplateFaultException>(() => renderer.Render(template, "test", Handed));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{template} took {watch.Elapsed}");
    }

    [Theory]
    [InlineData("{{ include '/etc/passwd' }}")]
    [InlineData("{{ include '../../appsettings' }}")]
    [InlineData("{{ include '../installation' }}")]
    [InlineData("{{ name | include }}")]
    [InlineData("{{ object.eval '1' }}")]
    [InlineData("{{ date.now }}")]
    [InlineData("{{ name.get_type.assembly }}")]
    [InlineData("{{ import lines }}")]
    public void A_template_reaches_nothing_but_its_data(string template) =>
        Assert.Throws<TemplateFaultException>(() => renderer.Render(template, "test", Handed));

    [Fact]
    public void Typed_text_becomes_paragraphs_without_becoming_markup() =>
        Assert.Equal("<p>Beste &lt;Jan&gt;,<br>hartelijk dank.</p><p>Groet</p>", Markup.Paragraphs("Beste <Jan>,\r\nhartelijk dank.\r\n\r\nGroet\n").Html);
}
