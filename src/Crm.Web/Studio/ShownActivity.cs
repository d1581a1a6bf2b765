using System.Text.Json.Nodes;
using Crm.Engine.Activities;

namespace Crm.Studio;

/// <summary>An activity type as Studio's toolbox and editor show it.</summary>
public sealed record ShownActivity
{
    public required string TypeName { get; init; }
    public required string Namespace { get; init; }
    public required string Name { get; init; }
    public int Version { get; init; } = 1;
    public required string Category { get; init; }
    public required string DisplayName { get; init; }
    public required string Description { get; init; }
    public ActivityKind Kind { get; init; }

    /// <summary>Whether the toolbox offers it; definitions may use it anyway.</summary>
    public bool IsBrowsable { get; init; } = true;
    public bool IsContainer { get; init; }
    public bool IsStart { get; init; }
    public bool IsTerminal { get; init; }
    public bool RunAsynchronously { get; init; }
    public IReadOnlyList<Port> Ports { get; init; } = [];
    public IReadOnlyList<Input> Inputs { get; init; } = [];
    public IReadOnlyList<Output> Outputs { get; init; } = [];
    public JsonObject CustomProperties { get; init; } = [];

    /// <summary>What is copied onto an activity when it is dropped on the canvas.</summary>
    public JsonObject ConstructionProperties { get; init; } = [];

    /// <summary>A flow port is connected to the next activity, an embedded one holds an activity.</summary>
    public sealed record Port(string Name, string DisplayName, PortType Type, bool IsBrowsable = true);

    public enum PortType { Flow, Embedded }

    public sealed record Input
    {
        public required string Name { get; init; }
        public required string TypeName { get; init; }
        public required string DisplayName { get; init; }
        public string? Description { get; init; }
        public string? Category { get; init; }
        public float Order { get; init; }
        public bool IsBrowsable { get; init; } = true;
        public bool IsSerializable { get; init; } = true;
        public bool IsSynthetic { get; init; }
        public bool IsWrapped { get; init; } = true;
        public bool IsReadOnly { get; init; }
        public bool IsSensitive { get; init; }
        public bool AutoEvaluate { get; init; } = true;
        public required string UiHint { get; init; }
        public JsonObject UiSpecifications { get; init; } = [];
        public object? DefaultValue { get; init; }
        public string DefaultSyntax { get; init; } = "Literal";
        public string? StorageDriverType { get; init; }
    }

    public sealed record Output
    {
        public required string Name { get; init; }
        public required string TypeName { get; init; }
        public required string DisplayName { get; init; }
        public string? Description { get; init; }
        public float Order { get; init; }
        public bool IsBrowsable { get; init; } = true;
        public bool IsSerializable { get; init; } = true;
        public bool IsSynthetic { get; init; }
    }
}
