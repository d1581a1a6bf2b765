namespace Crm.Quotes;

/// <summary>What a quote line is (AFAS VaIt).</summary>
public enum LineKind { WorkType, Article, Text, Subtotal, Surcharge, Cost, Composition }
