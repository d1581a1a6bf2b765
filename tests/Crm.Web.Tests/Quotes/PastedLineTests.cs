using Crm.Quotes.Grid;
using Crm.Quotes.Prices;

namespace Crm.Quotes;

public sealed class PastedLineTests
{
    [Theory]
    [InlineData("A410\tTemperatuurlogger\t4\tst\t260,50", "A410", "Temperatuurlogger", "st", "4", "260,50")]
    [InlineData("Losse bevestigingsset\t2\t15", "Losse bevestigingsset", "Losse bevestigingsset", "", "2", "15")]
    [InlineData("Transport\t€ 2.400,00", "Transport", "Transport", "", null, "€ 2.400,00")]
    [InlineData("Alleen tekst", "Alleen tekst", "Alleen tekst", "", null, null)]
    [InlineData("W100\tMontage\tcel 4\t96\tuur\t72,5\t\t", "W100", "Montage cel 4", "uur", "96", "72,5")]
    public void Columns_of_a_spreadsheet_are_recognised_by_what_is_in_them(string row, string code, string description, string unit, string? quantity, string? price) =>
        Assert.Equal(new PastedLine(code, description, unit, quantity, price), Assert.Single(PastedLine.Read(row + "\r\n\r\n")));

    [Fact]
    public void Pasted_rows_come_below_the_row_they_were_pasted_in_and_take_the_catalogue_along()
    {
        var quote = new Quote
        {
            Number = "OF-2026-0001", ForecastId = Guid.Empty, RelationId = Guid.Empty, AuthorId = Guid.Empty, TemplateKey = "standard", Title = "x",
            Date = new(2026, 11, 23), ValidUntil = new(2026, 12, 23), CreatedAt = default, SavedAt = default,
            Lines = [new() { Kind = LineKind.Text, Description = "Eerst", Order = 0 }, new() { Kind = LineKind.Text, Description = "Laatst", Order = 1 }],
        };
        var grid = new QuoteGridState(quote, new([new() { Code = "high", ValidFrom = new(2012, 10, 1), Rate = 21 }]));
        var logger = new CatalogueItem { Code = "A410", Kind = LineKind.Article, Name = new("Logger", "Logger"), Unit = "st", Price = 265, CostPrice = 168, VatCode = "high" };
        grid.Paste("A410\t\t4\nVrij\t2\t15", new Dictionary<string, CatalogueItem> { ["A410"] = logger }, grid.Rows[0]);
        Assert.Equal(["Eerst", "Logger", "Vrij", "Laatst"], grid.Rows.Select(row => row.Line.Description));
        Assert.Equal((168m, 21m), (grid.Rows[1].Line.CostPrice, grid.Rows[1].Line.VatRate));
        Assert.Equal(30m, grid.Totals.Lines[2].Amount);
    }
}
