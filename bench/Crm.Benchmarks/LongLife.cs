using Crm.Engine;

namespace Crm.Benchmarks;

/// <summary>Fills a database as years of work do: one definition with many versions, and finished instances with their log.</summary>
public static class LongLife
{
    public static async Task FillAsync(BenchServer server, Pace pace)
    {
        var instance = (await server.Runtime.StartAsync(new StartWorkflow("suspend")))!;
        await server.Runtime.ResumeAsync(instance.Id, instance.Bookmarks[0].Id);
        await server.ExecuteAsync($"""
            INSERT INTO "WorkflowDefinitions" ("Id", "DefinitionId", "Name", "Version", "ActivityType", "IsLatest", "IsPublished", "Json", "FileHash", "CreatedAt")
            {Numbers(pace.Versions)} SELECT 'old-' || n, "DefinitionId", "Name", 1 + n, NULL, FALSE, FALSE, "Json", '', "CreatedAt"
            FROM numbers, "WorkflowDefinitions" WHERE "Id" = 'suspend-v1'
            """);
        await server.ExecuteAsync($"""
            INSERT INTO "WorkflowInstances" ({Columns})
            {Numbers(pace.Instances)} SELECT {Columns.Replace("\"Id\"", "'old-' || n", StringComparison.Ordinal)} FROM numbers, "WorkflowInstances" WHERE "Id" = '{instance.Id}'
            """);
        await server.ExecuteAsync($"""
            INSERT INTO "WorkflowLog" ("InstanceId", "Sequence", "ActivityId", "ActivityInstanceId", "ActivityType", "Event", "Json", "At")
            {Numbers(pace.Instances)} SELECT 'old-' || n, "Sequence", "ActivityId", "ActivityInstanceId", "ActivityType", "Event", "Json", "At"
            FROM numbers, "WorkflowLog" WHERE "InstanceId" = '{instance.Id}'
            """);
        await server.ExecuteAsync("ANALYZE");
    }

    const string Columns =
        """
        "Id", "DefinitionId", "DefinitionVersionId", "DefinitionVersion", "ParentInstanceId", "CorrelationId", "Name", "Status", "SubStatus",
        "IncidentCount", "State", "CreatedAt", "UpdatedAt", "FinishedAt", "Revision"
        """;

    static string Numbers(int count) =>
        $"WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})";
}
