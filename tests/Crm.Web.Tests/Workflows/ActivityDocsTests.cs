namespace Crm.Workflows;

public sealed class ActivityDocsTests
{
    static readonly string Folder = Path.Combine(Architecture.SourceTree.Root, "docs", "activities");

    [Fact]
    public void Every_activity_has_a_page_that_says_what_it_says_now()
    {
        var pages = ActivityDocs.Pages();

        Assert.Equal(pages.Keys.Order(StringComparer.Ordinal), Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));
        foreach (var (name, text) in pages)
            Assert.True(text == File.ReadAllText(Path.Combine(Folder, name)), $"{name} is out of date: run ./crm workflow docs");
    }
}
