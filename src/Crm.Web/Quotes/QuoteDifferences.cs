using Crm.Quotes.Grid;
using Crm.Quotes.Layout;
using Crm.Quotes.Prices;

namespace Crm.Quotes;

/// <summary>One thing that reads differently in the newer of two: what, which field, was, becomes, and what that does to the amount.</summary>
/// <param name="AmountChange">On the first row of a line only; null for a text.</param>
/// <param name="Counts">False: the line is not in the total.</param>
public sealed record QuoteDifference(string What, string Field, string Was, string Becomes, decimal? AmountChange = null, bool Counts = true);

/// <summary>Compares two moments of a quote, in the reader's language.</summary>
public static class QuoteDifferences
{
    public static IReadOnlyList<QuoteDifference> Between(QuoteContent old, QuoteContent now)
    {
        var before = old.Lines.ToDictionary(line => line.Line.Key!.Value);
        var kept = now.Lines.Select(line => line.Line.Key!.Value).ToHashSet();
        return
        [
            .. now.Lines.SelectMany(line => before.TryGetValue(line.Line.Key!.Value, out var was) ? Changes(was, line) : [Added(line)]),
            .. old.Lines.Where(line => !kept.Contains(line.Line.Key!.Value)).Select(Removed),
            .. Moved(old, now),
            .. Texts(old, now),
            .. BlockDifferences.Between(old.Blocks ?? QuoteBlocks.None, now.Blocks ?? QuoteBlocks.None),
        ];
    }

    static IEnumerable<QuoteDifference> Changes(LineContent old, LineContent now)
    {
        var (was, line) = (old.Line, now.Line);
        (string Field, string Was, string Becomes)[] fields =
        [
            (Say("soort", "kind"), was.Kind.Name(), line.Kind.Name()),
            (Say("omschrijving", "description"), was.Description ?? "", line.Description ?? ""),
            (Say("aantal", "quantity"), Quantity(was), Quantity(line)),
            (Say("prijs", "price"), Price(was), Price(line)),
            (Say("korting", "discount"), Formats.Percent(was.Discount), Formats.Percent(line.Discount)),
            (Say("kostprijs", "cost price"), Formats.Euro(was.CostPrice), Formats.Euro(line.CostPrice)),
            (Say("btw", "VAT"), was.VatCode ?? "", line.VatCode ?? ""),
            (Say("doorbelasten", "charged"), YesNo(was.IsCharged), YesNo(line.IsCharged)),
            (Say("optioneel", "optional"), YesNo(was.IsOptional), YesNo(line.IsOptional)),
            (Say("keuze", "choice"), was.Choice ?? "", line.Choice ?? ""),
            (Say("tekst", "text"), was.Text ?? "", line.Text ?? ""),
            (Say("foto", "photograph"), "", (was.PictureId ?? Guid.Empty) == (line.PictureId ?? Guid.Empty) ? "" : HasPicture(line) ? Say("een andere", "another one") : Say("geen", "none")),
        ];
        var changed = fields.Where(field => field.Was != field.Becomes).ToList();
        decimal? difference = Counted(now) - Counted(old) is var change and not 0 ? change : null;
        // A surcharge moves with the lines it is over, without any field of its own changing.
        if (changed.Count == 0 && difference is not null)
            changed.Add((Say("bedrag", "amount"), Formats.Euro(old.Amount), Formats.Euro(now.Amount)));
        // The amount stands beside a field that can have moved it.
        var told = changed.FindIndex(field => field.Field != Say("omschrijving", "description"));
        return changed.Select((field, index) => new QuoteDifference(Title(now), field.Field, field.Was, field.Becomes, index == Math.Max(told, 0) ? difference : null, IsCounted(now) || IsCounted(old)));
    }

    static bool HasPicture(LineEntry line) => (line.PictureId ?? Guid.Empty) != Guid.Empty;

    static QuoteDifference Added(LineContent line) => new(
        Title(line), line.Line.IsOptional ? Say("optioneel", "optional") : Say("nieuwe regel", "new line"), Say("niet opgenomen", "not included"), Worth(line),
        IsCounted(line) ? line.Amount : null, IsCounted(line));

    static QuoteDifference Removed(LineContent line) => new(
        Title(line), Say("regel", "line"), Worth(line), Say("vervallen", "dropped"), IsCounted(line) ? -line.Amount : null, IsCounted(line));

    static IEnumerable<QuoteDifference> Moved(QuoteContent old, QuoteContent now)
    {
        var before = old.Lines.Select(line => line.Line.Key).Where(key => now.Lines.Any(line => line.Line.Key == key));
        var after = now.Lines.Select(line => line.Line.Key).Where(key => old.Lines.Any(line => line.Line.Key == key));
        if (!before.SequenceEqual(after))
            yield return new(Say("Regels", "Lines"), Say("volgorde", "order"), "", Say("anders geordend", "reordered"));
    }

    static IEnumerable<QuoteDifference> Texts(QuoteContent old, QuoteContent now)
    {
        (string Name, string Was, string Becomes)[] texts =
        [
            (Say("Titel", "Title"), old.Title, now.Title),
            (Say("Inleiding", "Introduction"), old.Introduction, now.Introduction),
            (Say("Levering", "Delivery"), old.Delivery, now.Delivery),
            (Say("Betaling", "Payment"), old.PaymentTerms, now.PaymentTerms),
            (Say("Slot", "Closing"), old.Closing, now.Closing),
            (Say("Geldig tot", "Valid until"), Formats.Date(old.ValidUntil), Formats.Date(now.ValidUntil)),
        ];
        return texts.Where(text => text.Was != text.Becomes).Select(text => new QuoteDifference(text.Name, Say("tekst", "text"), text.Was, text.Becomes));
    }

    static string Title(LineContent line) => string.IsNullOrWhiteSpace(line.Line.Description) ? line.Line.Kind.Name() : line.Line.Description;

    static string Worth(LineContent line) => line.Line.Kind == LineKind.Text ? line.Line.Description ?? "" : Formats.Euro(line.Amount);

    static string Quantity(LineEntry line) => $"{Formats.Quantity(line.Quantity)} {line.Unit}".TrimEnd();

    static string Price(LineEntry line) => line.Kind == LineKind.Surcharge ? Formats.Percent(line.Price) : Formats.Euro(line.Price);

    static string YesNo(bool value) => value ? Say("ja", "yes") : Say("nee", "no");

    static decimal Counted(LineContent line) => IsCounted(line) ? line.Amount : 0;

    // A subtotal only repeats its lines: telling its amount again would count the change twice.
    static bool IsCounted(LineContent line) => !line.IsOpen && line.Line is { IsCharged: true, IsOptional: false, Kind: not (LineKind.Subtotal or LineKind.Text) };
}
