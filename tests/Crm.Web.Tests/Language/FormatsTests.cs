using System.Globalization;
using Crm.Language;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Crm.Language;

public sealed class FormatsTests
{
    static readonly DateTimeOffset MondayMorning = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    readonly FakeTimeProvider clock = new(MondayMorning);

    [Theory]
    [InlineData("nl", "1234.5", "€\u00A01.234,50")]
    [InlineData("nl", "-1234567.89", "€\u00A0\u22121.234.567,89")]
    [InlineData("nl", "0", "€\u00A00,00")]
    [InlineData("nl", "-0.001", "€\u00A00,00")]
    [InlineData("en", "55962.5", "€55,962.50")]
    [InlineData("en", "-12", "\u2212€12.00")]
    public void An_amount_is_written_as_the_reader_writes_it(string language, string amount, string expected) =>
        Assert.Equal(expected, In(language, () => Formats.Euro(decimal.Parse(amount, CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("nl", "44400.49", "€\u00A044.400")]
    [InlineData("nl", "44400.50", "€\u00A044.401")]
    [InlineData("en", "-44400", "\u2212€44,400")]
    public void A_board_shows_whole_euros(string language, string amount, string expected) =>
        Assert.Equal(expected, In(language, () => Formats.EuroWhole(decimal.Parse(amount, CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("nl", "187600", "€\u00A0188\u00A0k")]
    [InlineData("nl", "999499", "€\u00A0999\u00A0k")]
    [InlineData("nl", "1240000", "€\u00A01,2\u00A0mln")]
    [InlineData("en", "1240000", "€1.2\u00A0m")]
    [InlineData("nl", "950", "€\u00A0950")]
    public void A_chart_shortens_amounts(string language, string amount, string expected) =>
        Assert.Equal(expected, In(language, () => Formats.EuroShort(decimal.Parse(amount, CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("nl", "27.9", "27,9\u00A0%")]
    [InlineData("nl", "-0.1", "\u22120,1\u00A0%")]
    [InlineData("en", "75", "75%")]
    public void A_percentage_has_a_space_in_Dutch_only(string language, string percentage, string expected) =>
        Assert.Equal(expected, In(language, () => Formats.Percent(decimal.Parse(percentage, CultureInfo.InvariantCulture))));

    [Fact]
    public void A_quantity_keeps_three_decimals_and_drops_zeros()
    {
        Assert.Equal("1.096", In("nl", () => Formats.Quantity(1096m)));
        Assert.Equal("1,125", In("nl", () => Formats.Quantity(1.125m)));
    }

    [Fact]
    public void A_date_is_day_month_year_in_both_languages()
    {
        var date = new DateOnly(2026, 3, 1);
        Assert.Equal("01-03-2026", In("nl", () => Formats.Date(date)));
        Assert.Equal("01-03-2026", In("en", () => Formats.Date(date)));
        Assert.Equal("1 maart 2026", In("nl", () => Formats.LongDate(date)));
        Assert.Equal("1 March 2026", In("en", () => Formats.LongDate(date)));
    }

    [Fact]
    public void An_instant_late_in_the_evening_falls_on_the_Dutch_day()
    {
        var halfPastMidnightInAmsterdam = new DateTime(2026, 11, 22, 23, 30, 0, DateTimeKind.Utc);
        Assert.Equal("vandaag 00:30", In("nl", () => Formats.When(halfPastMidnightInAmsterdam, clock)));
        Assert.Equal("23-11-2026", In("nl", () => Formats.Date(halfPastMidnightInAmsterdam)));
    }

    [Theory]
    [InlineData("nl", "2026-11-23T11:00", "vandaag 12:00")]
    [InlineData("nl", "2026-11-24T09:30", "morgen 10:30")]
    [InlineData("nl", "2026-11-22T09:30", "gisteren 10:30")]
    [InlineData("nl", "2026-11-25T09:30", "wo 25-11, 10:30")]
    [InlineData("nl", "2026-07-01T09:30", "wo 01-07, 11:30")]
    [InlineData("nl", "2025-11-25T09:30", "di 25-11-2025, 10:30")]
    [InlineData("en", "2026-11-23T11:00", "today 12:00")]
    [InlineData("en", "2026-11-25T09:30", "Wed 25-11, 10:30")]
    public void A_moment_is_relative_only_within_two_days(string language, string at, string expected) =>
        Assert.Equal(expected, In(language, () => Formats.When(DateTime.Parse(at, CultureInfo.InvariantCulture), clock)));

    [Fact]
    public void What_is_past_is_said_in_the_largest_unit_that_fits()
    {
        string Ago(TimeSpan past) => In("nl", () => Formats.Ago(MondayMorning.UtcDateTime - past, clock));
        Assert.Equal("zojuist", Ago(TimeSpan.FromSeconds(40)));
        Assert.Equal("1 minuut geleden", Ago(TimeSpan.FromSeconds(70)));
        Assert.Equal("3 uur geleden", Ago(TimeSpan.FromMinutes(200)));
        Assert.Equal("41 dagen geleden", Ago(TimeSpan.FromDays(41.5)));
    }

    [Theory]
    [InlineData(999, "999\u00A0B")]
    [InlineData(41_234, "41\u00A0kB")]
    [InlineData(1_240_000, "1,2\u00A0MB")]
    public void A_file_says_its_size(long bytes, string expected) => Assert.Equal(expected, In("nl", () => Formats.Size(bytes)));

    [Theory]
    [InlineData("nl", "1.234,50", "1234.50")]
    [InlineData("nl", "€ 1.234", "1234")]
    [InlineData("nl", "1234,5", "1234.5")]
    [InlineData("nl", "12.5", "12.5")]
    [InlineData("nl", "1.234.567,89", "1234567.89")]
    [InlineData("nl", "\u221250,00", "-50.00")]
    [InlineData("en", "1,234.50", "1234.50")]
    [InlineData("en", "1,234", "1234")]
    [InlineData("nl", "1,125", "1.125")]
    [InlineData("nl", "twaalf", null)]
    [InlineData("nl", "", null)]
    [InlineData("nl", "--5", null)]
    public void A_typed_figure_is_read_as_it_was_meant(string language, string typed, string? expected) =>
        Assert.Equal(
            expected is null ? null : decimal.Parse(expected, CultureInfo.InvariantCulture),
            In(language, () => Entries.Figure(typed)));

    [Theory]
    [InlineData("23-11-2026", "2026-11-23")]
    [InlineData("1-3-26", "2026-03-01")]
    [InlineData("231126", "2026-11-23")]
    [InlineData("5/12", "2026-12-05")]
    [InlineData("2026-11-23", "2026-11-23")]
    [InlineData("31-11-2026", null)]
    [InlineData("morgen", null)]
    public void A_typed_date_is_read_or_refused(string typed, string? expected) =>
        Assert.Equal(
            expected is null ? null : DateOnly.Parse(expected, CultureInfo.InvariantCulture),
            Entries.Date(typed, new DateOnly(2026, 11, 23)));

    static T In<T>(string language, Func<T> read)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return read();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
