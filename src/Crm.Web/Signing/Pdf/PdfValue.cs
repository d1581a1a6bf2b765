using System.Globalization;
using System.Text;

namespace Crm.Signing.Pdf;

/// <summary>A value in a PDF file (ISO 32000-2, 7.3). Text is Latin-1 throughout: one character is one byte of the file.</summary>
public abstract record PdfValue
{
    /// <summary>The same value with every reference to object n pointing at n + <paramref name="by"/>.</summary>
    public virtual PdfValue Shifted(int by) => this;

    /// <summary>A text string that any reader shows right: UTF-16 with its mark, in hexadecimal.</summary>
    public static PdfValue Text(string text) => new PdfToken("<FEFF" + Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text)) + ">");

    public static PdfValue Number(long number) => new PdfToken(number.ToString(CultureInfo.InvariantCulture));

    public static PdfValue Name(string name) => new PdfToken("/" + name);
}

/// <summary>A number, name, string, boolean or null, as it stands in the file.</summary>
public sealed record PdfToken(string Written) : PdfValue
{
    public int Integer => int.Parse(Written, CultureInfo.InvariantCulture);

    public override string ToString() => Written;
}

public sealed record PdfReference(int To) : PdfValue
{
    public override PdfValue Shifted(int by) => new PdfReference(To + by);

    public override string ToString() => $"{To} 0 R";
}

public sealed record PdfArray(IReadOnlyList<PdfValue> Items) : PdfValue
{
    public override PdfValue Shifted(int by) => new PdfArray([.. Items.Select(item => item.Shifted(by))]);

    public override string ToString() => $"[{string.Join(' ', Items)}]";
}

public sealed record PdfDictionary(IReadOnlyDictionary<string, PdfValue> Entries) : PdfValue
{
    public static PdfDictionary Of(params (string Name, PdfValue Value)[] entries) => new(entries.ToDictionary(entry => entry.Name, entry => entry.Value));

    public PdfValue? this[string name] => Entries.GetValueOrDefault(name);

    public bool IsOfType(string type) => this["Type"] is PdfToken token && token.Written == "/" + type;

    public PdfDictionary With(string name, PdfValue value) => new(new Dictionary<string, PdfValue>(Entries) { [name] = value });

    public override PdfDictionary Shifted(int by) => new(Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Shifted(by)));

    public override string ToString() => $"<<{string.Join('\n', Entries.Select(entry => $"/{entry.Key} {entry.Value}"))}>>";
}

public sealed record PdfStream(PdfDictionary Dictionary, string Data) : PdfValue
{
    public override PdfStream Shifted(int by) => new(Dictionary.Shifted(by), Data);

    public override string ToString() => $"{Dictionary.With("Length", Number(Data.Length))}\nstream\n{Data}\nendstream";
}
