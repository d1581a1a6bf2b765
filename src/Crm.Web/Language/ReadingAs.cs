using System.Globalization;

namespace Crm.Language;

/// <summary>Everything is said in this language as long as it lives: <c>using (new ReadingAs("en"))</c>. For paper and mail, whose reader is not the one who asked.</summary>
public sealed class ReadingAs : IDisposable
{
    readonly CultureInfo before = CultureInfo.CurrentUICulture;

    public ReadingAs(string language) => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language == "en" ? "en" : "nl");

    public void Dispose() => CultureInfo.CurrentUICulture = before;
}
