using FsCheck;
using FsCheck.Fluent;

namespace Crm.Engine.Tests.Execution;

/// <summary>A structured flowchart made by chance. Each kind of part has one way in and one way out, so every path comes to an end.</summary>
abstract record Chart
{
    public sealed record Step(bool Waits) : Chart;

    public sealed record Choice(bool Taken, Chart Yes, Chart No) : Chart;

    /// <summary>All branches run and are awaited.</summary>
    public sealed record Split(Chart Left, Chart Right) : Chart;

    public sealed record Loop(int Rounds, Chart Body) : Chart;

    public sealed record Then(Chart First, Chart Second) : Chart;

    /// <summary>Made by chance; a counterexample is made smaller.</summary>
    public static Arbitrary<Chart> Any { get; } = Arb.From(Gen.Sized(size => OfSize(Math.Min(size, 24))), Smaller);

    static Gen<Chart> OfSize(int size)
    {
        var step = ArbMap.Default.GeneratorFor<bool>().Select(Chart (waits) => new Step(waits));
        if (size < 2)
            return step;
        var half = OfSize(size / 2);
        var flag = ArbMap.Default.GeneratorFor<bool>();
        return Gen.OneOf(
            step,
            from taken in flag from yes in half from no in half select (Chart)new Choice(taken, yes, no),
            from left in half from right in half select (Chart)new Split(left, right),
            from rounds in Gen.Choose(1, 3) from body in half select (Chart)new Loop(rounds, body),
            from first in half from second in half select (Chart)new Then(first, second));
    }

    static IEnumerable<Chart> Smaller(Chart chart) => chart switch
    {
        Step => [],
        Choice choice => [choice.Yes, choice.No, .. Smaller(choice.Yes).Select(yes => choice with { Yes = yes }), .. Smaller(choice.No).Select(no => choice with { No = no })],
        Split split => [split.Left, split.Right, .. Smaller(split.Left).Select(left => split with { Left = left }), .. Smaller(split.Right).Select(right => split with { Right = right })],
        Loop loop => [loop.Body, .. Smaller(loop.Body).Select(body => loop with { Body = body })],
        Then then => [then.First, then.Second, .. Smaller(then.First).Select(first => then with { First = first }), .. Smaller(then.Second).Select(second => then with { Second = second })],
        _ => [],
    };
}
