using System.Globalization;

namespace Crm.Dashboard.Charts;

/// <summary>Where months and values stand on a chart of a year; the axis ends on a round number.</summary>
public sealed record ChartScale(double Left, double Right, double Top, double Bottom, decimal Max)
{
    static readonly decimal[] Round = [1, 1.2m, 1.6m, 2, 2.4m, 3, 3.6m, 4, 5, 6, 8, 10];

    /// <summary>The end of a month, 1 to 12; a day within it lies between that month's end and the one before.</summary>
    public double X(double month) => Left + (month - 1) * (Right - Left) / 11;

    public double X(DateOnly day) => X(day.Month - 1 + day.Day / (double)DateTime.DaysInMonth(day.Year, day.Month));

    public double Y(decimal value) => Bottom - (double)(Max == 0 ? 0 : value / Max) * (Bottom - Top);

    public static string At(double place) => place.ToString("0.#", CultureInfo.InvariantCulture);

    public string Points(IEnumerable<(double Month, decimal Value)> line) => string.Join(' ', line.Select(point => $"{At(X(point.Month))},{At(Y(point.Value))}"));

    /// <summary>The first round number above it, such that a quarter of it is round as well.</summary>
    public static decimal RoundedUp(decimal highest)
    {
        if (highest <= 4)
            return 4;
        var power = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)highest)));
        return Round.First(step => step * power >= highest) * power;
    }
}
