namespace Crm.Documents;

/// <summary>What is wrong with a template, and where: in which of its files, at which line and column, both from one.</summary>
public sealed record TemplateFault(string File, int Line, int Column, LocalText Told)
{
    public static TemplateFault Of(TemplateFaultException wrong) => new(wrong.Template, wrong.Line, wrong.Column, wrong.Told);

    public static TemplateFault At(string file, string text, int index, LocalText told)
    {
        var before = text.AsSpan(0, index);
        return new(file, before.Count('\n') + 1, index - before.LastIndexOf('\n'), told);
    }

    public override string ToString() => Say($"regel {Line}, kolom {Column}: {Told.Nl}", $"line {Line}, column {Column}: {Told.En}");
}
