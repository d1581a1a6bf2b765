using System.Globalization;

namespace Crm.Engine.Expressions.Templating;

/// <summary>
/// Calculating in templates as Elsa's template language does it: with decimals, where a text counts as the number it holds and anything
/// else as 0.
/// </summary>
static class LiquidNumbers
{
    public static object Abs(object? input) => Shown(Math.Abs(Number(input)));

    public static object AtLeast(object? input, object? bound) => Shown(Math.Max(Number(input), Number(bound)));

    public static object AtMost(object? input, object? bound) => Shown(Math.Min(Number(input), Number(bound)));

    public static object Ceil(object? input) => Shown(decimal.Ceiling(Number(input)));

    public static object Floor(object? input) => Shown(decimal.Floor(Number(input)));

    public static object Round(object? input, object? digits = null) => Shown(Math.Round(Number(input), (int)Number(digits)));

    public static object Plus(object? input, object? other) => Shown(Number(input) + Number(other));

    public static object Minus(object? input, object? other) => Shown(Number(input) - Number(other));

    public static object Times(object? input, object? other) => Shown(Number(input) * Number(other));

    public static object Modulo(object? input, object? other) => Shown(Number(input) % Number(other));

    /// <summary>Between whole numbers the result is rounded down.</summary>
    public static object DividedBy(object? input, object? other)
    {
        var (dividend, divisor) = (Number(input), Number(other));
        return dividend.Scale == 0 && divisor.Scale == 0
            ? Shown(decimal.Floor(dividend / divisor))
            : Shown(Math.Round(dividend / divisor, 15) * 1.0m);
    }

    /// <summary>Without zeros at the end, but for the one that says that it is not a whole number.</summary>
    public static object Shown(decimal number)
    {
        if (number.Scale == 0)
            return number;
        var shortest = number / 1.0000000000000000000000000000m;
        return shortest.Scale == 0 ? shortest * 1.0m : shortest;
    }

    // A number that is written with a point is a double here, and stays one that is not whole.
    static decimal Number(object? value) => value switch
    {
        null or bool => 0,
        decimal number => number,
        double or float => Convert.ToDecimal(value, CultureInfo.InvariantCulture) * 1.0m,
        string text => decimal.TryParse(text, NumberStyles.Any, CultureInfo.InvariantCulture, out var number) ? number : 0,
        IConvertible number => Convert.ToDecimal(number, CultureInfo.InvariantCulture),
        _ => 0,
    };
}
