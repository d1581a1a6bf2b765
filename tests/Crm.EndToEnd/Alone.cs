namespace Crm;

/// <summary>Tests that fill both cores by themselves, or tell how soon something comes: they run one at a time, when the others are done.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
