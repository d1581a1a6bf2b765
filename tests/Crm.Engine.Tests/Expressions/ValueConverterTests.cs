using Crm.Engine.Expressions;

namespace Crm.Engine.Tests.Expressions;

public sealed class ValueConverterTests
{
    [Theory]
    [InlineData(1.6, 2)]
    [InlineData(2.5, 2)]
    [InlineData("7", 7)]
    [InlineData(" 1e3 ", 1000)]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    public void A_number_becomes_a_whole_one(object? value, int expected) => Assert.Equal(expected, ValueConverter.To<int>(value));

    [Theory]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData("yes", false)]
    [InlineData(2, true)]
    [InlineData(0.0, false)]
    public void A_condition_is_what_Elsa_makes_of_it(object value, bool expected) => Assert.Equal(expected, ValueConverter.To<bool>(value));

    [Fact]
    public void A_text_is_written_as_Elsa_writes_it()
    {
        Assert.Equal("True", ValueConverter.ToText(true));
        Assert.Equal("1E+21", ValueConverter.ToText(1e21));
        Assert.Equal("01/02/2026 03:04", ValueConverter.ToText(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc)));
        Assert.Equal("[1,\"a\",null]", ValueConverter.ToText(new List<object?> { 1, "a", null }));
    }

    [Fact]
    public void Nothing_stays_nothing_where_that_is_allowed()
    {
        Assert.Null(ValueConverter.To<Guid?>(""));
        Assert.Equal(Guid.Empty, ValueConverter.To<Guid>(""));
        Assert.Equal(new DateOnly(2026, 1, 2), ValueConverter.To<DateOnly?>(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc)));
    }

    [Theory]
    [InlineData("abc", typeof(int))]
    [InlineData("1e40", typeof(int))]
    [InlineData("somewhere", typeof(Guid))]
    [InlineData("{ broken", typeof(System.Dynamic.ExpandoObject))]
    [InlineData("Sometimes", typeof(DayOfWeek))]
    public void What_does_not_fit_is_said_and_not_replaced(string value, Type type) =>
        Assert.Contains($"'{value}' is not a valid", Assert.Throws<FormatException>(() => ValueConverter.To(value, type)).Message);
}
