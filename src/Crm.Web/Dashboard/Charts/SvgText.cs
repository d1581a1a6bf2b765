using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Crm.Dashboard.Charts;

/// <summary>A word in a drawing. Razor keeps the tag "text" for itself, so this writes the element.</summary>
public sealed class SvgText : ComponentBase
{
    [Parameter, EditorRequired] public double X { get; set; }
    [Parameter, EditorRequired] public double Y { get; set; }
    [Parameter, EditorRequired] public string Text { get; set; } = "";
    [Parameter] public string Class { get; set; } = "";
    /// <summary>"start", "middle" or "end".</summary>
    [Parameter] public string Anchor { get; set; } = "start";
    [Parameter] public string? Fill { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", ChartScale.At(X));
        builder.AddAttribute(2, "y", ChartScale.At(Y));
        builder.AddAttribute(3, "class", Class);
        builder.AddAttribute(4, "text-anchor", Anchor);
        builder.AddAttribute(5, "fill", Fill);
        builder.AddContent(6, Text);
        builder.CloseElement();
    }
}
