namespace Crm.Engine.Definitions;

/// <summary>
/// One version of a definition without its JSON. <paramref name="ActivityType"/> is set when it can be used as an activity.
/// </summary>
public sealed record VersionHead(
    string Id, string DefinitionId, int Version, string? Name, string? ActivityType, bool IsLatest, bool IsPublished,
    DateTimeOffset CreatedAt);

/// <summary>One version of a definition with the JSON exactly as it was given.</summary>
public sealed record DefinitionVersion(VersionHead Head, string Json);

/// <summary>Versions that match every property that is not null. <paramref name="Mentions"/> is a text that occurs in the JSON.</summary>
public sealed record VersionFilter(
    string? DefinitionId = null, string? ActivityType = null, int? Version = null, bool? IsLatest = null, string? Mentions = null);
