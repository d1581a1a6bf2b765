
namespace Crm.Language;

/// <summary>A name that the organisation chose itself, in Dutch and in English; reads as the reader's language.</summary>
[Owned]
public sealed record LocalText(string Nl, string En)
{
    public override string ToString() => Words.Say(Nl, En);
}
