using System.Globalization;

namespace Crm.Signing.Pdf;

/// <summary>Reads the values of a PDF file from a place in its text (ISO 32000-2, 7.2 and 7.3).</summary>
public sealed class PdfParser(string text, int at)
{
    const int MaxDepth = 100;
    int depth;

    public int At { get; private set; } = at;

    public PdfValue Value()
    {
        SkipSpace();
        return Here switch
        {
            '<' when Next == '<' => Nested(Dictionary),
            '[' => Nested(Array),
            '(' => LiteralString(),
            '<' => HexString(),
            '/' => Name(),
            _ => NumberOrReference(),
        };
    }

    /// <summary>Steps over a keyword such as "obj"; false when something else stands here.</summary>
    public bool Skip(string keyword)
    {
        SkipSpace();
        if (string.CompareOrdinal(text, At, keyword, 0, keyword.Length) != 0)
            return false;
        At += keyword.Length;
        return true;
    }

    public int Integer()
    {
        SkipSpace();
        var word = Word();
        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Broken($"'{word}' is not a whole number");
    }

    public InvalidDataException Broken(string problem) => new($"Not a PDF that can be read: {problem} at byte {At}.");

    char Here => At < text.Length ? text[At] : throw Broken("the file ends too early");

    char Next => At + 1 < text.Length ? text[At + 1] : '\0';

    T Nested<T>(Func<T> read)
    {
        if (++depth > MaxDepth)
            throw Broken("values are nested too deeply");
        var value = read();
        depth--;
        return value;
    }

    PdfDictionary Dictionary()
    {
        At += 2;
        var entries = new Dictionary<string, PdfValue>();
        while (!Skip(">>"))
        {
            if (Here != '/')
                throw Broken("a name was expected");
            entries[Name().Written[1..]] = Value();
        }
        return new(entries);
    }

    PdfArray Array()
    {
        At++;
        var items = new List<PdfValue>();
        while (!Skip("]"))
            items.Add(Value());
        return new(items);
    }

    PdfToken Name()
    {
        var start = At++;
        Word();
        return new(text[start..At]);
    }

    PdfToken HexString()
    {
        var end = text.IndexOf('>', At);
        if (end < 0)
            throw Broken("a string does not end");
        var start = At;
        At = end + 1;
        return new(text[start..At]);
    }

    PdfToken LiteralString()
    {
        var start = At;
        var open = 0;
        do
        {
            switch (Here)
            {
                case '\\': At++; break;
                case '(': open++; break;
                case ')': open--; break;
            }
            At++;
        }
        while (open > 0);
        return new(text[start..At]);
    }

    PdfValue NumberOrReference()
    {
        var word = Word();
        if (word.Length == 0)
            throw Broken("a value was expected");
        var after = At;
        if (word.All(char.IsAsciiDigit) && IsReference(out var reference) && int.TryParse(word, CultureInfo.InvariantCulture, out var number))
            return reference ? new PdfReference(number) : throw Broken("an old generation of an object is referred to");
        At = after;
        return new PdfToken(word);
    }

    /// <summary>Whether a generation and R follow; the answer is true for generation 0, which is all that a PDF without deletions has.</summary>
    bool IsReference(out bool isFirstGeneration)
    {
        SkipSpace();
        var generation = Word();
        isFirstGeneration = generation == "0";
        return generation.Length > 0 && generation.All(char.IsAsciiDigit) && Skip("R") && (At >= text.Length || !IsRegular(text[At]));
    }

    string Word()
    {
        var start = At;
        while (At < text.Length && IsRegular(text[At]))
            At++;
        return text[start..At];
    }

    void SkipSpace()
    {
        while (At < text.Length && (IsSpace(text[At]) || text[At] == '%'))
        {
            if (text[At] == '%')
                At = text.AsSpan(At).IndexOfAny('\r', '\n') is >= 0 and var line ? At + line : text.Length;
            else
                At++;
        }
    }

    static bool IsSpace(char c) => c is '\0' or '\t' or '\n' or '\f' or '\r' or ' ';

    static bool IsRegular(char c) => !IsSpace(c) && c is not ('(' or ')' or '<' or '>' or '[' or ']' or '{' or '}' or '/' or '%');
}
