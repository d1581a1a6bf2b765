using System.Globalization;

namespace Crm.Language;

/// <summary>The two languages of the product, side by side where they are said, so that no text can be missing in one of them.</summary>
public static class Words
{
    public static bool InDutch => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "en";

    /// <summary>The sentence in the reader's language.</summary>
    public static string Say(string dutch, string english) => InDutch ? dutch : english;
}
