using System.Numerics;
using Crm.Quotes.Prices;

namespace Crm.Quotes;

/// <summary>The totals against a second calculation in whole numbers, that looks every line up again instead of carrying anything along.</summary>
public sealed class QuoteTotalsTests
{
    static readonly (string Code, decimal Rate)[] Rates = [("high", 21), ("low", 9), ("zero", 0), ("exempt", 0), ("reversed", 0)];

    [Theory, InlineData(1, false), InlineData(2, true)]
    public void Fifty_thousand_random_quotes_equal_a_calculation_in_whole_cents(int seed, bool pricesIncludeVat)
    {
        var random = new Random(seed);
        for (var run = 0; run < 50_000; run++)
        {
            var lines = RandomLines(random);
            var quote = new Quote
            {
                Number = "", ForecastId = default, RelationId = default, AuthorId = default, TemplateKey = "", Title = "", Date = default, ValidUntil = default, CreatedAt = default, SavedAt = default, Lines = lines,
            };
            quote.Take([]);
            var totals = QuoteTotals.Of(lines, pricesIncludeVat);
            var expected = new PlainSum(lines, pricesIncludeVat);
            Assert.Equal(expected.Net, Cents(totals.Net));
            Assert.Equal(expected.Vat, Cents(totals.Vat));
            Assert.Equal(expected.Cost, Cents(totals.Cost));
            Assert.Equal(expected.Optional, Cents(totals.Optional));
            Assert.Equal(expected.Discount, Cents(totals.Discount));
            Assert.Equal(expected.Amounts, totals.Lines.Select(line => Cents(line.Amount)));
            Assert.Equal(totals.Gross, totals.Net + totals.Vat);
            if (pricesIncludeVat)
                Assert.Equal(Cents(totals.Gross), expected.Counted);
        }
    }

    [Fact]
    public void The_quote_of_the_picture_comes_to_its_amounts()
    {
        QuoteLine[] lines =
        [
            Line(LineKind.WorkType, 40, 98.50m, 62), Line(LineKind.Article, 2, 9850, 7290), Line(LineKind.Article, 1, 11400, 8652), Line(LineKind.WorkType, 96, 72.50m, 46),
            Line(LineKind.Text, 1, 0, 0), Line(LineKind.Subtotal, 1, 0, 0), Line(LineKind.Cost, 1, 2400, 1900),
            new() { Kind = LineKind.Article, Description = "Monitoring", Price = 1850, CostPrice = 740, VatRate = 21, IsOptional = true },
        ];
        var totals = QuoteTotals.Of(lines, pricesIncludeVat: false);
        Assert.Equal([3940m, 19700m, 11400m, 6960m, 0m, 42000m, 2400m, 1850m], totals.Lines.Select(line => line.Amount));
        Assert.Equal((44400m, 9324m, 53724m, 1850m), (totals.Net, totals.Vat, totals.Gross, totals.Optional));
        Assert.Equal(32028m, totals.Cost);
        Assert.Equal(27.9m, totals.MarginPercent);
    }

    [Fact]
    public void Vat_is_rounded_once_per_rate_and_not_per_line()
    {
        // Three lines of € 0,05 at 9 %: per line it would be nothing, together it is one cent.
        QuoteLine[] lines = [.. Enumerable.Range(0, 3).Select(_ => new QuoteLine { Kind = LineKind.Article, Description = "Schroef", Price = 0.05m, VatCode = "low", VatRate = 9 })];
        Assert.Equal(0.01m, QuoteTotals.Of(lines, false).Vat);
    }

    [Fact]
    public void A_surcharge_is_over_the_lines_since_the_subtotal_and_splits_over_their_rates()
    {
        QuoteLine[] lines =
        [
            Line(LineKind.Article, 1, 1000, 0), Line(LineKind.Subtotal, 1, 0, 0),
            Line(LineKind.Article, 1, 200, 0), new() { Kind = LineKind.Article, Description = "Laag", Price = 100, VatCode = "low", VatRate = 9 },
            Line(LineKind.Surcharge, 1, 5, 0), Line(LineKind.Surcharge, 1, 10, 0),
        ];
        var totals = QuoteTotals.Of(lines, false);
        Assert.Equal(15m, totals.Lines[4].Amount);
        Assert.Equal(30m, totals.Lines[5].Amount);
        Assert.Equal([new("high", 21, 1230, 258.30m), new("low", 9, 115, 10.35m)], totals.VatGroups);
    }

    [Fact]
    public void A_line_that_is_not_charged_costs_and_is_not_in_the_price()
    {
        QuoteLine[] lines = [Line(LineKind.Article, 1, 100, 60), new() { Kind = LineKind.WorkType, Description = "Werkvoorbereiding", Price = 80, CostPrice = 25, VatRate = 21, IsCharged = false }];
        var totals = QuoteTotals.Of(lines, false);
        Assert.Equal((100m, 85m, 15m), (totals.Net, totals.Cost, totals.Margin));
    }

    [Fact]
    public void Prices_including_vat_keep_their_total_and_give_the_vat_within()
    {
        var totals = QuoteTotals.Of([Line(LineKind.Article, 1, 121, 50), Line(LineKind.Article, 3, 9.99m, 0)], pricesIncludeVat: true);
        Assert.Equal((150.97m, 26.20m, 124.77m), (totals.Gross, totals.Vat, totals.Net));
    }

    static QuoteLine Line(LineKind kind, decimal quantity, decimal price, decimal cost) =>
        new() { Kind = kind, Description = kind.ToString(), Quantity = quantity, Price = price, CostPrice = cost, VatRate = 21 };

    static List<QuoteLine> RandomLines(Random random) =>
    [
        .. Enumerable.Range(0, random.Next(0, 14)).Select(order =>
        {
            var (code, rate) = Rates[random.Next(Rates.Length)];
            var kind = (LineKind)random.Next(7);
            var isCharged = random.Next(6) > 0 || kind == LineKind.Subtotal;
            var isPriced = kind is not (LineKind.Text or LineKind.Subtotal);
            var isOptional = isCharged && isPriced && random.Next(6) == 0;
            return new QuoteLine
            {
                Order = order, Kind = kind, Description = "x", Quantity = random.Next(0, 200_000) / 1000m, CostPrice = random.Next(0, 500_000) / 100m,
                Price = kind == LineKind.Surcharge ? random.Next(-2000, 4000) / 100m : random.Next(-50_000, 2_000_000) / 100m,
                Discount = random.Next(3) == 0 ? random.Next(0, 10_001) / 100m : 0, VatCode = code, VatRate = rate,
                IsCharged = isCharged, IsOptional = isOptional,
                Choice = isCharged && isPriced && !isOptional && kind != LineKind.Surcharge && random.Next(4) == 0 ? "een of twee"[..(random.Next(2) * 4 + 3)] : "",
            };
        }),
    ];

    static BigInteger Cents(decimal amount) => new(amount * 100);

    sealed class PlainSum
    {
        readonly List<QuoteLine> lines;

        public PlainSum(List<QuoteLine> lines, bool pricesIncludeVat)
        {
            this.lines = lines;
            Amounts = [.. lines.Select((_, index) => AmountAt(index))];
            foreach (var code in Rates)
            {
                var sum = BigInteger.Zero;
                for (var index = 0; index < lines.Count; index++)
                {
                    if (IsPriced(lines[index]) && lines[index].IsCharged && IsIn(lines[index]))
                        sum += InGroup(index, code.Code);
                }
                var rate = new BigInteger(code.Rate);
                var vat = pricesIncludeVat ? Divide(sum * rate, 100 + rate) : Divide(sum * rate, 100);
                Counted += sum;
                Vat += vat;
                Net += pricesIncludeVat ? sum - vat : sum;
            }
            Cost = lines.Where(line => IsPriced(line) && IsIn(line)).Aggregate(BigInteger.Zero, (sum, line) => sum + CostOf(line));
            Optional = lines.Select((line, index) => line.IsOptional && line.IsCharged ? AmountAt(index) : 0).Aggregate(BigInteger.Zero, (sum, amount) => sum + amount);
            for (var index = 0; index < lines.Count; index++)
            {
                if (IsPriced(lines[index]) && lines[index].IsCharged && IsIn(lines[index]))
                    Discount += GivenOff(index, pricesIncludeVat);
            }
        }

        public BigInteger Net { get; }
        public BigInteger Vat { get; }
        public BigInteger Cost { get; }
        public BigInteger Optional { get; }
        public BigInteger Counted { get; }
        public BigInteger Discount { get; }
        public List<BigInteger> Amounts { get; }

        static bool IsPriced(QuoteLine line) => line.Kind is LineKind.WorkType or LineKind.Article or LineKind.Cost or LineKind.Composition or LineKind.Surcharge;

        /// <summary>No option, and of a choice the first.</summary>
        bool IsIn(QuoteLine line) => !line.IsOptional && (line.Choice.Length == 0 || lines.First(other => other.Choice == line.Choice) == line);

        static BigInteger CostOf(QuoteLine line) =>
            line.Kind == LineKind.Surcharge ? Cents(line.CostPrice) : Divide(new BigInteger(line.Quantity * 1000) * Cents(line.CostPrice), 1000);

        /// <summary>What the line would have come to without its discount, less what it does; a surcharge below zero is all discount.</summary>
        BigInteger GivenOff(int index, bool pricesIncludeVat)
        {
            var line = lines[index];
            var net = Rates.Aggregate(BigInteger.Zero, (sum, code) => sum + Without(InGroup(index, code.Code), code.Rate));
            if (line.Kind == LineKind.Surcharge)
                return net.Sign < 0 ? -net : 0;
            var whole = Divide(new BigInteger(line.Quantity * 1000) * Cents(line.Price), 1000);
            return Without(whole, line.VatRate) - net;

            BigInteger Without(BigInteger amount, decimal rate) => pricesIncludeVat ? amount - Divide(amount * new BigInteger(rate), 100 + new BigInteger(rate)) : amount;
        }

        BigInteger AmountAt(int index) => lines[index].Kind switch
        {
            LineKind.Text => 0,
            LineKind.Subtotal => Section(index).Where(at => IsPriced(lines[at]) && lines[at].IsCharged && IsIn(lines[at])).Aggregate(BigInteger.Zero, (sum, at) => sum + AmountAt(at)),
            _ => Rates.Aggregate(BigInteger.Zero, (sum, code) => sum + InGroup(index, code.Code)),
        };

        /// <summary>The part of a line in one VAT group.</summary>
        BigInteger InGroup(int index, string code)
        {
            var line = lines[index];
            if (line.Kind != LineKind.Surcharge)
                return line.VatCode == code ? Divide(new BigInteger(line.Quantity * 1000) * Cents(line.Price) * new BigInteger((100 - line.Discount) * 100), 1000 * 10_000) : 0;
            var over = Section(index)
                .Where(at => IsPriced(lines[at]) && lines[at].Kind != LineKind.Surcharge && lines[at].IsCharged && IsIn(lines[at]))
                .Aggregate(BigInteger.Zero, (sum, at) => sum + InGroup(at, code));
            return Divide(over * Cents(line.Price), 10_000);
        }

        /// <summary>The lines above this one, up to the subtotal before it.</summary>
        IEnumerable<int> Section(int index)
        {
            for (var at = index - 1; at >= 0 && lines[at].Kind != LineKind.Subtotal; at--)
                yield return at;
        }

        /// <summary>Halves away from zero.</summary>
        static BigInteger Divide(BigInteger dividend, BigInteger divisor) =>
            dividend.Sign * ((BigInteger.Abs(dividend) * 2 + divisor) / (divisor * 2));
    }
}
