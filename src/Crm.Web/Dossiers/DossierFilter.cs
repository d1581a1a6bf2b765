using System.Globalization;
using System.Text.RegularExpressions;

namespace Crm.Dossiers;

/// <summary>What somebody wants to see of a dossier.</summary>
public enum DossierTheme { All, Contact, Mail, Quotes, Tasks, Files, Notes, Changes }

/// <summary>A theme, and words that stand in what the timeline shows: sentence, text, who did it, names of files.</summary>
public sealed partial record DossierFilter(DossierTheme Theme = DossierTheme.All, string Search = "")
{
    static readonly Dictionary<DossierTheme, DossierKind[]> Kinds = new()
    {
        [DossierTheme.Contact] = [DossierKind.ContactMoment, DossierKind.CampaignReached, DossierKind.ConsentGiven, DossierKind.ConsentWithdrawn, DossierKind.ObjectionMade],
        [DossierTheme.Mail] = [DossierKind.MailSent, DossierKind.MailFiled, DossierKind.MailBounced],
        [DossierTheme.Quotes] = [.. Enum.GetValues<DossierKind>().Where(kind => kind.ToString().StartsWith("Quote", StringComparison.Ordinal))],
        [DossierTheme.Tasks] = [DossierKind.TaskCompleted],
        [DossierTheme.Notes] = [DossierKind.Note],
        [DossierTheme.Changes] = [DossierKind.FieldChanged, DossierKind.StatusChanged, DossierKind.ForecastClosed, DossierKind.ForecastReopened, DossierKind.Merged, DossierKind.MergeUndone],
    };

    readonly string[] words = Search.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    public bool HasWords => words.Length > 0;

    public bool IsEmpty => Theme == DossierTheme.All && !HasWords;

    /// <summary>The kinds of the theme; null when it is not by kind.</summary>
    public DossierKind[]? OfKinds => Kinds.GetValueOrDefault(Theme);

    /// <summary>Whether every word stands in it, in the language it is read in. Accents and capitals do not matter.</summary>
    public bool Finds(DossierItem item, IEnumerable<string> files, Func<Guid, string> names)
    {
        var sentence = DossierSentence.Of(item, names);
        var shown = string.Join(' ', [sentence.Title, sentence.Line, Tag().Replace(item.Text, " "), item.ByName, .. files]);
        return words.All(word => CultureInfo.InvariantCulture.CompareInfo.IndexOf(shown, word, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0);
    }

    [GeneratedRegex("<[^>]*>|&[a-z]+;")]
    private static partial Regex Tag();
}
