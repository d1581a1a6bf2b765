using Crm.Engine.Definitions;
using Crm.Engine.Expressions;

namespace Crm.Engine.Execution;

/// <summary>Applies alterations to an instance and lets it go on.</summary>
static class Alterations
{
    /// <summary>The graph on which the instance goes on: another one when it is migrated.</summary>
    public static async Task<WorkflowGraph> TargetGraphAsync(
        WorkflowInstance instance, IReadOnlyList<Alteration> alterations, EngineParts engine, CancellationToken cancellationToken)
    {
        if (alterations.OfType<Migrate>().LastOrDefault() is not { } migrate)
            return await engine.Definitions.LoadAsync(instance.DefinitionVersionId, cancellationToken);
        var target = await FindVersionAsync(instance.DefinitionId, migrate.TargetVersion, engine, cancellationToken);
        var graph = await engine.Definitions.LoadAsync(target.Id, cancellationToken);
        new Move(instance, await engine.Definitions.LoadAsync(instance.DefinitionVersionId, cancellationToken), graph, migrate.Mapping).Make();
        return graph;
    }

    public static async Task<VersionHead> FindVersionAsync(string definitionId, int version, EngineParts engine, CancellationToken cancellationToken) =>
        await engine.Store.ListVersionsAsync(new VersionFilter(DefinitionId: definitionId, Version: version), cancellationToken) is [var head, ..]
        ? head
        : throw new AlterationException($"'{definitionId}' has no version {version}.");

    public static async Task<bool> ApplyAsync(WorkflowExecutionContext workflow, IReadOnlyList<Alteration> alterations)
    {
        workflow.Runner.Restore();
        foreach (var alteration in alterations)
        {
            await ApplyAsync(workflow, alteration);
            if (workflow.Tree.Root is { } root)
                workflow.Log.Write($"Alteration {alteration.GetType().Name} succeeded", root);
        }
        await workflow.Runner.GoOnAsync();
        return true;
    }

    static async Task ApplyAsync(WorkflowExecutionContext workflow, Alteration alteration)
    {
        switch (alteration)
        {
            case Migrate migrate:
                await Move.SettleInAsync(workflow, migrate.Mapping);
                break;
            case ModifyVariable change:
                ModifyVariable(workflow, change);
                break;
            case ScheduleActivity schedule:
                await ScheduleAsync(workflow, schedule.ActivityId);
                break;
            case CancelActivity cancel:
                await CancelAsync(workflow, cancel.ActivityId);
                break;
        }
    }

    static void ModifyVariable(WorkflowExecutionContext workflow, ModifyVariable change)
    {
        foreach (var context in workflow.Tree.All())
            if (context.Activity.DeclaredVariables.FirstOrDefault(variable => variable.Id == change.VariableId) is { } declared)
            {
                context.State.Variables[declared.Id] = change.Value is null ? null : ValueConverter.To(change.Value, declared.Type);
                return;
            }
        throw new AlterationException($"No variable '{change.VariableId}' is in use.");
    }

    static async Task ScheduleAsync(WorkflowExecutionContext workflow, string? activityId)
    {
        var faulted = workflow.Tree.All().Where(context => context.State.Status == ActivityStatus.Faulted)
            .Where(context => activityId is null || context.Activity.Id == activityId).ToList();
        foreach (var context in faulted)
            await RetryAsync(workflow, context);
        if (activityId is not null && faulted.Count == 0)
            await JumpAsync(workflow, activityId);
        Revive(workflow.Instance);
    }

    /// <summary>Runs a faulted activity again, in its place.</summary>
    static ValueTask RetryAsync(WorkflowExecutionContext workflow, ActivityExecutionContext faulted)
    {
        faulted.Parent?.Children.Remove(faulted);
        return workflow.Runner.ScheduleAsync(faulted.Parent, faulted.Activity, faulted.State.Tag, faulted.State.DynamicVariables);
    }

    /// <summary>Runs an activity although nothing led to it; what encloses it must be running.</summary>
    static ValueTask JumpAsync(WorkflowExecutionContext workflow, string activityId)
    {
        var target = workflow.Graph.FindByIdOrName(activityId) ?? throw new AlterationException($"There is no activity '{activityId}'.");
        var parent = workflow.Tree.All().LastOrDefault(context => context.Activity == target.Parent && context.IsRunning)
            ?? throw new AlterationException($"{target.Parent} is not running, so '{activityId}' cannot run in it.");
        return workflow.Runner.ScheduleAsync(parent, target);
    }

    /// <summary>An instance that had faulted waits again for what it waited for.</summary>
    static void Revive(WorkflowInstance instance)
    {
        instance.Bookmarks.AddRange(instance.ParkedBookmarks);
        instance.ParkedBookmarks = [];
        instance.Status = WorkflowStatus.Running;
        instance.FinishedAt = null;
    }

    static ValueTask CancelAsync(WorkflowExecutionContext workflow, string activityId)
    {
        var context = workflow.Tree.Find(context => context.Activity.Id == activityId)
            ?? throw new AlterationException($"Activity '{activityId}' is not running.");
        return workflow.Runner.GiveUpAsync(context);
    }
}
