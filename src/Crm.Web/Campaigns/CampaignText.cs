using System.Text.RegularExpressions;
using Crm.Data;
using Crm.Dossiers;
using Crm.Mail;

namespace Crm.Campaigns;

/// <summary>The text of a campaign mail: plain paragraphs with merge fields, {{ first_name }} and the like.</summary>
public static partial class CampaignText
{
    public static string FieldsOf(MergeFields sample) => string.Join(", ", sample.Values.Keys.Select(key => $"{{{{ {key} }}}}"));

    /// <summary>What keeps a text from being filled in; found before anything is sent.</summary>
    public static IEnumerable<Fault> Faults(ActionEntry entry, MergeFields sample)
    {
        foreach (var (field, text) in new[] { ("Subject", entry.Subject?.Nl), ("Subject", entry.Subject?.En), ("Text", entry.Text?.Nl), ("Text", entry.Text?.En) })
        {
            if (FaultOf(text ?? "", sample) is not { } fault)
                continue;
            var (nl, en) = Unknown().Match(fault) is { Success: true } unknown
                ? ($"“{unknown.Groups[1].Value}” is geen invulveld.", $"“{unknown.Groups[1].Value}” is not a merge field.")
                : ("Een invulveld is niet goed geschreven; let op de accolades.", "A merge field is not written well; mind the braces.");
            yield return new(field, $"{nl} Je kunt gebruiken: {FieldsOf(sample)}.", $"{en} You can use: {FieldsOf(sample)}.");
        }
    }

    public static string Fill(string text, MergeFields fields) => MailTemplates.Fill(text, fields.Values);

    /// <summary>An empty line begins a paragraph; an address becomes a link.</summary>
    public static string Html(string text, MergeFields fields) => Address().Replace(SafeHtml.FromText(Fill(text, fields)), "<a href=\"$0\">$0</a>");

    /// <summary>For somebody made up; empty while the text cannot be filled in.</summary>
    public static string Preview(string text, MergeFields sample) => FaultOf(text, sample) is null ? Html(text, sample) : "";

    static string? FaultOf(string text, MergeFields sample)
    {
        try
        {
            Fill(text, sample);
            return null;
        }
        catch (UndeliverableException fault)
        {
            return fault.Message;
        }
    }

    [GeneratedRegex("`([^`]+)` was not found")]
    private static partial Regex Unknown();

    [GeneratedRegex(@"https?://[^\s<""]*[^\s<"".,;:!?)]")]
    private static partial Regex Address();
}
