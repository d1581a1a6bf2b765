
namespace Crm.Language;

/// <summary>A name that the organisation chose itself, in Dutch and in English; reads as the reader's language.</summary>
[Owned]
public sealed record LocalText(string Nl, string En)
{
    /// <summary>As somebody entered it; without an English name the Dutch one is both.</summary>
    public static LocalText Entered(string? nl, string? en)
    {
        var dutch = (nl ?? "").Trim();
        return new(dutch, string.IsNullOrWhiteSpace(en) ? dutch : en.Trim());
    }

    public override string ToString() => Words.Say(Nl, En);
}
