using Crm.Relations;

namespace Crm.Duplicates;

public sealed class PersonNamesTests
{
    [Theory]
    [InlineData("Berg", "van den Berg", Likeness.Same)]
    [InlineData("Veld", "in 't Veld", Likeness.Same)]
    [InlineData("Brontë", "Bronte", Likeness.Same)]
    [InlineData("Van", "Van", Likeness.Same)]
    [InlineData("Jansen", "de Vries-Jansen", Likeness.Similar)]
    [InlineData("Jansen - de Vries", "de Vries-Jansen", Likeness.Similar)]
    [InlineData("Dijkstra", "Dykstra", Likeness.Similar)]
    [InlineData("Peters", "Peeters", Likeness.Similar)]
    [InlineData("Smit", "Smith", Likeness.Similar)]
    [InlineData("Willems", "Wilelms", Likeness.Similar)]
    [InlineData("Bos", "Bol", Likeness.Different)]
    [InlineData("Meijer", "Beijen", Likeness.Different)]
    [InlineData("de Boer", "de Vries", Likeness.Different)]
    public void Last_names_are_the_same_alike_or_different(string left, string right, Likeness expected) =>
        Assert.Equal((Likeness.Same, expected), PersonNames.Compare(Named("Anna", left), Named("Anna", right)));

    [Theory]
    [InlineData("Jan", "jan", Likeness.Same)]
    [InlineData("J.", "Jan", Likeness.Similar)]
    [InlineData("J.", "J", Likeness.Similar)]
    [InlineData("", "Jan", Likeness.Similar)]
    [InlineData("P.", "Jan", Likeness.Different)]
    [InlineData("Jan", "Johan", Likeness.Different)]
    public void First_names_are_the_same_alike_or_different(string left, string right, Likeness expected) =>
        Assert.Equal((expected, Likeness.Same), PersonNames.Compare(Named(left, "Brandsma"), Named(right, "Brandsma")));

    [Fact]
    public void First_and_last_name_in_each_others_place_are_alike() =>
        Assert.Equal((Likeness.Same, Likeness.Similar), PersonNames.Compare(Named("Brandsma", "Jan"), Named("Jan", "Brandsma")));

    static Person Named(string first, string last) => new() { FirstName = first, LastName = last };
}
