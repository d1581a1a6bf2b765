namespace Crm.Duplicates;

/// <summary>How far two company names are one name, from worst to best.</summary>
public enum NameLikeness
{
    Different,
    /// <summary>More mistakes than one believes without other evidence.</summary>
    Garbled,
    /// <summary>One is a single word of the other.</summary>
    Word,
    /// <summary>One has words that the other leaves out.</summary>
    Part,
    /// <summary>A typing error, or a word cut off.</summary>
    Misspelt,
    /// <summary>The words in another order, or written as one.</summary>
    Turned,
    Same,
}
