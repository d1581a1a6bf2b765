using Crm.Engine.Definitions;
using Crm.Engine.Expressions;

namespace Crm.Engine.Execution;

/// <summary>What every burst of this process shares.</summary>
internal sealed record EngineParts(
    WorkflowRuntime Runtime, IWorkflowStore Store, DefinitionCache Definitions, ExpressionEvaluator Expressions,
    WorkflowOptions Options, TimeProvider Clock, IServiceProvider Services);
