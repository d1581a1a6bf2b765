using Crm.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Quotes.Templates;

/// <summary>The texts a quote starts with, in one language.</summary>
public sealed record TemplateTexts(string Introduction, string Delivery, string PaymentTerms, string Closing);

/// <summary>What a template is made of.</summary>
/// <param name="Files">Scriban HTML by name: "document" of a template, the parts that all templates include of the house style.</param>
/// <param name="Nl">Null for the house style, which starts no quote.</param>
/// <param name="Logo">As a data address; empty: the initial of the company's name.</param>
public sealed record TemplateContent(LocalText Name, IReadOnlyDictionary<string, string> Files, TemplateTexts? Nl = null, TemplateTexts? En = null, string Logo = "");

/// <summary>
/// A version of a template, or of the house style that all templates share. A published one never changes, so that a quote can be
/// read as it was; going back is publishing an older one again.
/// </summary>
public sealed class TemplateVersion : IVersioned
{
    /// <summary>The key of the house style.</summary>
    public const string House = "house";
    /// <summary>The name of the file that a template begins with.</summary>
    public const string Document = "document";
    /// <summary>The version that is being worked on has no number yet.</summary>
    public const int Draft = 0;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>"standard", "installation", or the house style.</summary>
    public required string Key { get; init; }
    public required int Version { get; set; }
    public required TemplateContent Content { get; set; }
    /// <summary>Why this version was made.</summary>
    public string Note { get; set; } = "";
    public string SavedBy { get; set; } = "";
    public required DateTime SavedAt { get; set; }
    /// <summary>Null: a draft, or a shipped version that is offered beside the company's own.</summary>
    public DateTime? PublishedAt { get; set; }
    /// <summary>Of the shipped files it came from; empty when somebody made it.</summary>
    public string FileHash { get; init; } = "";
    public int Revision { get; set; }

    public static void Map(EntityTypeBuilder<TemplateVersion> version)
    {
        version.Property(v => v.Key).HasMaxLength(60);
        version.Property(v => v.Note).HasMaxLength(300);
        version.Property(v => v.Content).HasConversion<JsonColumn<TemplateContent>>(new JsonComparer<TemplateContent>());
        version.HasIndex(v => new { v.Key, v.Version }).IsUnique();
    }
}
