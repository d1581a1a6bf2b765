using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Benchmarks;

/// <summary>One measured figure beside what it is compared with, measured in the same run.</summary>
public sealed record Figure(string Name, double Value, string Unit, double Reference, string ReferenceUnit)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public double Ratio => Round(Value / Reference);
    public double? PerProcessorSecond { get; init; }
    public double? P50Milliseconds { get; init; }
    public double? P99Milliseconds { get; init; }

    public void Print() => Console.WriteLine(JsonSerializer.Serialize(this with { Value = Round(Value), Reference = Round(Reference) }, Json));

    public static double Round(double value) => value == 0 ? 0 : Math.Round(value, Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15));
}

/// <summary>How long each figure is measured, and how much stands in the database of the long-lived company.</summary>
public sealed record Pace(TimeSpan Slice, int Slices, int Versions, int Instances)
{
    public static readonly Pace Quick = new(TimeSpan.FromSeconds(0.5), 2, 1_000, 10_000);
    public static readonly Pace Full = new(TimeSpan.FromSeconds(2), 3, 1_000, 100_000);
}
