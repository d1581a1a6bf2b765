using System.Globalization;
using System.Text.RegularExpressions;
using Crm.Architecture;
using Crm.Dashboard.Figures;

namespace Crm.Dashboard;

/// <summary>Colours that stand beside one another in a chart stay apart for whoever is colour-blind.</summary>
public sealed partial class ChartColoursTests
{
    /// <summary>In CIE Lab; from about 10 on, colours are taken for different ones at a glance.</summary>
    const double FarEnough = 15;

    static readonly string[][] Neighbours =
    [
        ["chart-now", "chart-prev", "chart-prev2"], ["chart-now", "chart-prev2", "surface"], ["st1", "st2", "st3", "st4", "st5"], ["primary", "warn"], ["chart-now", "warn"], ["chart-now", "primary-tint"], ["chart-now", "here"],
        ["st1", "st1-tint"], ["st2", "st2-tint"], ["st3", "st3-tint"], ["st4", "st4-tint"], ["st5", "st5-tint"],
    ];

    /// <summary>Machado, Oliveira and Fernandes 2009, nothing left of the one kind of cone; on linear light.</summary>
    static readonly Dictionary<string, double[][]> Sights = new()
    {
        ["normal"] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        ["protanopia"] = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        ["deuteranopia"] = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        ["tritanopia"] = [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    };

    [Theory, InlineData("light"), InlineData("dark")]
    public void Neighbours_in_a_chart_differ_for_everyone(string theme)
    {
        var colours = ColoursOf(theme);
        var alike =
            from row in Neighbours
            from pair in row.Zip(row.Skip(1))
            from sight in Sights
            let distance = Distance(Seen(colours[pair.First], sight.Value), Seen(colours[pair.Second], sight.Value))
            where distance < FarEnough
            select string.Create(CultureInfo.InvariantCulture, $"{pair.First} and {pair.Second} with {sight.Key}: {distance:0.0}");
        Assert.Empty(alike);
    }

    static Dictionary<string, string> ColoursOf(string theme)
    {
        var tokens = File.ReadAllText(Path.Combine(SourceTree.Root, "src", "Crm.Web", "wwwroot", "tokens.css"));
        var from = tokens.IndexOf($"[data-theme=\"{theme}\"]", StringComparison.Ordinal);
        return Colour().Matches(tokens[from..tokens.IndexOf('}', from)]).ToDictionary(token => token.Groups[1].Value, token => token.Groups[2].Value);
    }

    /// <summary>As a place in CIE Lab.</summary>
    static double[] Seen(string colour, double[][] sight)
    {
        double[] light = [.. Enumerable.Range(0, 3).Select(at => Linear(int.Parse(colour.AsSpan(at * 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0))];
        double[] seen = [.. sight.Select(row => Math.Clamp(Sum(row, light), 0, 1))];
        var (x, y, z) = (Root(Sum([0.4124564, 0.3575761, 0.1804375], seen) / 0.95047), Root(Sum([0.2126729, 0.7151522, 0.0721750], seen)), Root(Sum([0.0193339, 0.1191920, 0.9503041], seen) / 1.08883));
        return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
    }

    static double Linear(double shown) => shown <= 0.04045 ? shown / 12.92 : Math.Pow((shown + 0.055) / 1.055, 2.4);

    static double Root(double part) => part > 216.0 / 24389 ? Math.Cbrt(part) : (24389.0 / 27 * part + 16) / 116;

    static double Sum(double[] factors, double[] values) => factors.Zip(values, (factor, value) => factor * value).Sum();

    static double Distance(double[] one, double[] other) => Math.Sqrt(one.Zip(other, (a, b) => (a - b) * (a - b)).Sum());

    [GeneratedRegex(@"--([\w-]+):\s*#([0-9a-f]{6})")]
    private static partial Regex Colour();
}
