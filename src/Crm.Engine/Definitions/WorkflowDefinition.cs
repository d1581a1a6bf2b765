using System.Text.Json;

namespace Crm.Engine.Definitions;

/// <summary>What a definition says about itself, apart from its activities.</summary>
public sealed record WorkflowDefinition
{
    public required string Id { get; init; }
    public required string DefinitionId { get; init; }
    public required int Version { get; init; }
    public string? Name { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<Variable> Variables { get; init; } = [];
    public IReadOnlyList<Argument> Inputs { get; init; } = [];
    public IReadOnlyList<Argument> Outputs { get; init; } = [];
    public IReadOnlyList<string> Outcomes { get; init; } = [];
    public bool IsUsableAsActivity { get; init; }

    /// <summary>When it is published, those that use it as an activity go along to the new version.</summary>
    public bool UpdatesConsumers { get; init; }

    /// <summary>Files of old servers said it elsewhere; only a provider of definitions honours that, not the import.</summary>
    public bool WasUsableAsActivity { get; init; }

    /// <summary>The activity type under which other definitions use this one.</summary>
    public string? ActivityType => IsUsableAsActivity && Name is not null ? Spelling.Pascal(Name) : null;

    /// <summary>What it says about keeping values in the log.</summary>
    internal JsonElement? LogRules { get; init; }
    public ActivationStrategy Activation { get; init; }

    /// <summary>When a burst is saved before its end: see <see cref="CommitStrategies"/>. Null: not.</summary>
    public string? CommitStrategy { get; init; }

    /// <summary>A fault leaves the other branches running instead of ending the instance.</summary>
    public bool ContinuesWithIncidents { get; init; }
}

/// <summary>When a start is refused because another instance is still running.</summary>
public enum ActivationStrategy { AllowAlways, Singleton, CorrelatedSingleton, Correlation }
