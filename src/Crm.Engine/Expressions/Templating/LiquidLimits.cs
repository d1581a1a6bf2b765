using System.Globalization;
using DotLiquid;
using DotLiquid.Tags;

namespace Crm.Engine.Expressions.Templating;

/// <summary>Keeps texts in templates within bounds: doubling one thirty times would fill the memory within the time limit.</summary>
static class LiquidLimits
{
    public const int MaxText = 1_000_000;

    public static string Check(string text) => text.Length <= MaxText ? text : throw TooLong();

    public static void Check(Context context)
    {
        foreach (var value in context.Scopes[^1].Values)
            Check(value as string ?? "");
    }

    public static InvalidOperationException TooLong() => new($"The template makes a text of more than {MaxText} characters and was stopped.");
}

/// <summary>The assign tag, within bounds.</summary>
sealed class LimitedAssign : Assign
{
    public override void Render(Context context, TextWriter result)
    {
        base.Render(context, result);
        LiquidLimits.Check(context);
    }
}

/// <summary>The capture tag, within bounds.</summary>
sealed class LimitedCapture : Capture
{
    public override void Render(Context context, TextWriter result)
    {
        base.Render(context, result);
        LiquidLimits.Check(context);
    }
}

/// <summary>The output of a template, within bounds.</summary>
sealed class LimitedWriter() : StringWriter(CultureInfo.InvariantCulture)
{
    public override void Write(string? value)
    {
        if (GetStringBuilder().Length + (value?.Length ?? 0) > LiquidLimits.MaxText)
            throw LiquidLimits.TooLong();
        base.Write(value);
    }
}
