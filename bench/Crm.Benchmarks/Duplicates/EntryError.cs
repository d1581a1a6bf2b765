namespace Crm.Benchmarks.Duplicates;

/// <summary>What goes wrong when someone enters a company that is known already.</summary>
public enum EntryError { LegalForm, WordOrder, Abbreviation, Accents, Typing, TradeName, Kvk, Moved, Addition, Reach, Ampersand, Spacing }
