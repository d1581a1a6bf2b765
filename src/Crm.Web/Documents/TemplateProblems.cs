using System.Text.RegularExpressions;

namespace Crm.Documents;

/// <summary>What Scriban says about a template, in the words of somebody who edits one.</summary>
static partial class TemplateProblems
{
    static readonly IReadOnlyList<(Regex Said, string Nl, string En)> Known =
    [
        (NotFound(), "‘$1’ bestaat niet. Kijk of de naam goed is gespeld.", "‘$1’ does not exist. Check its spelling."),
        (NoMember(), "Hier is niets om ‘$1’ van te nemen.", "There is nothing here to take ‘$1’ from."),
        (NoPart(), "Er is geen onderdeel ‘$1’.", "There is no part ‘$1’."),
        (TooManySteps(), "Deze herhaling is te lang of stopt niet.", "This loop is too long or does not end."),
        (TooDeep(), "Dit roept zichzelf te vaak aan.", "This calls itself too often."),
        (TooMuch(), "Dit wordt te veel.", "This becomes too much."),
        (TooSlow(), "Dit duurt te lang.", "This takes too long."),
        (TooLong(), "Dit sjabloon is te groot.", "This template is too large."),
        (NoEnd(), "Hier ontbreekt {{ end }}: een if, for of while is niet afgesloten.", "An {{ end }} is missing: an if, for or while is not closed."),
        (SpareEnd(), "Hier staat een {{ end }} of else te veel.", "There is one {{ end }} or else too many here."),
        (Unclosed(), "De accolades }} ontbreken, of er staat een teken te veel.", "The braces }} are missing, or there is one sign too many."),
        (NoFunction(), "‘$1’ is geen functie.", "‘$1’ is not a function."),
    ];

    public static LocalText InWords(string problem)
    {
        foreach (var (said, nl, en) in Known)
        {
            if (said.Match(problem) is { Success: true } match)
                return new(match.Result(nl), match.Result(en));
        }
        return new($"Dit is niet te lezen ({problem}).", $"This cannot be read ({problem}).");
    }

    [GeneratedRegex("The variable or function `([^`]*)` was not found")]
    private static partial Regex NotFound();

    [GeneratedRegex(@"Cannot get (?:the )?member [`.]*([^`\s]*)`?.* null")]
    private static partial Regex NoMember();

    [GeneratedRegex("There is no part `([^`]*)`")]
    private static partial Regex NoPart();

    [GeneratedRegex("Exceeding number of iteration limit")]
    private static partial Regex TooManySteps();

    [GeneratedRegex("recursi|nested|depth", RegexOptions.IgnoreCase)]
    private static partial Regex TooDeep();

    [GeneratedRegex("limit", RegexOptions.IgnoreCase)]
    private static partial Regex TooMuch();

    [GeneratedRegex("takes longer than")]
    private static partial Regex TooSlow();

    [GeneratedRegex("is longer than")]
    private static partial Regex TooLong();

    [GeneratedRegex("<end>|`end`.*not found|missing.*end|end statement", RegexOptions.IgnoreCase)]
    private static partial Regex NoEnd();

    [GeneratedRegex("Unexpected `?(?:end|else)`?|No matching|invalid.*(?:end|else)", RegexOptions.IgnoreCase)]
    private static partial Regex SpareEnd();

    [GeneratedRegex("Expecting|Unexpected|Invalid token|Unable to parse|Error while parsing", RegexOptions.IgnoreCase)]
    private static partial Regex Unclosed();

    [GeneratedRegex("`?([\\w.]+)`? .*(?:is not a function|must be a function)", RegexOptions.IgnoreCase)]
    private static partial Regex NoFunction();
}
