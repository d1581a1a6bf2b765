namespace Crm.Documents;

/// <summary>A template that cannot be filled, with the place in it; lines and columns count from one.</summary>
public sealed class TemplateFaultException(string template, int line, int column, string problem, Exception? cause = null)
    : Exception($"{template}({line},{column}): {problem}", cause)
{
    public string Template { get; } = template;
    public int Line { get; } = line;
    public int Column { get; } = column;
    public string Problem { get; } = problem;

    /// <summary>The problem as a process owner reads it.</summary>
    public LocalText Told => TemplateProblems.InWords(Problem);
}
