using Crm.Engine.Activities;
using Crm.Engine.Activities.Primitives;
using Crm.Engine.Definitions;
using Crm.Engine.Execution;

namespace Crm.Engine.Tests.Execution;

/// <summary>A waiting activity hears when it is no longer needed, so that it can withdraw what it asked of people.</summary>
public sealed class BranchTests
{
    [Activity("Test", "Test", "Asks somebody and waits for the answer.")]
    [FlowNode("Yes", "No")]
    public sealed class Ask : Activity
    {
        public static readonly List<string> Withdrawn = [];

        [Input]
        public Input<Guid> Question { get; set; } = default!;

        [Output]
        public Output<string>? Answer { get; set; }

        protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
        {
            context.Properties["Asked"] = context.Get(Question).ToString();
            context.CreateBookmark(new { Question = context.Get(Question) });
            return default;
        }

        protected internal override ValueTask ResumeAsync(ActivityExecutionContext context)
        {
            context.Set(Answer, context.ResumeInput["Outcome"] as string);
            return context.CompleteActivityWithOutcomesAsync(context.ResumeInput["Outcome"] as string ?? "No");
        }

        protected internal override ValueTask CanceledAsync(ActivityExecutionContext context)
        {
            lock (Withdrawn)
                Withdrawn.Add($"{context.WorkflowExecutionContext.Id}:{context.Properties["Asked"]}");
            return default;
        }
    }

    const string Question = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
    static readonly string AskIt = Draw.Activity("Test.Ask", "ask", ("question", "JavaScript", $"'{Question}'"));

    [Fact]
    public async Task An_answer_is_resumed_by_its_stimulus_and_leads_along_its_outcome()
    {
        using var engine = NewEngine();
        await StartAsync(engine, Draw.Flowchart([AskIt, Draw.Write("'yes ' + getAnswerFromAsk()", "y"), Draw.Write("'no'", "n")], "ask.Yes→y", "ask.No→n"));

        var stimulus = new Stimulus("Test.Ask", new { Question = Guid.Parse(Question) }) { Input = new Dictionary<string, object?> { ["Outcome"] = "Yes" } };
        Assert.Equal(1, await engine.Runtime.SendAsync(stimulus));
        Assert.Equal(0, await engine.Runtime.SendAsync(stimulus));

        Assert.Equal(["yes Yes"], engine.Lines);
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("finish")]
    [InlineData("complete")]
    [InlineData("race")]
    public async Task A_question_is_withdrawn_when_its_branch_dies(string how)
    {
        using var engine = NewEngine();
        var end = how switch
        {
            "finish" => """{ "id": "f", "type": "Elsa.Finish" }""",
            "complete" => """{ "id": "c", "type": "Elsa.Complete" }""",
            _ => Draw.Write("'first'"),
        };
        var fork = Draw.Fork(AskIt, Draw.Sequence(Draw.Event("Go"), end));
        var instance = await StartAsync(engine, how == "race" ? fork.Replace("\"id\": \"fork\"", "\"id\": \"fork\", \"joinMode\": \"WaitAny\"") : fork);
        var withdrawn = $"{instance.Id}:{Question}";
        Assert.DoesNotContain(withdrawn, Ask.Withdrawn);

        if (how == "cancel")
            await engine.Runtime.CancelAsync(instance.Id);
        else
            await engine.Runtime.SendAsync(Event.Happened("Go"));

        Assert.Single(Ask.Withdrawn, withdrawn);
        Assert.Empty(engine.Store.Bookmarks);
        Assert.Equal(WorkflowStatus.Finished, Assert.Single(engine.Store.Instances).Status);
    }

    [Fact]
    public async Task Cancelling_an_instance_cancels_the_children_it_waits_for()
    {
        using var engine = NewEngine();
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(AskIt, "child"), publish: true);
        var parent = await StartAsync(engine, Draw.Activity(
            "Elsa.DispatchWorkflow", "d", ("workflowDefinitionId", "Literal", "child"), ("waitForCompletion", "Literal", "true")));

        await engine.Runtime.CancelAsync(parent.Id);

        Assert.Equal(2, engine.Store.Instances.Count);
        Assert.All(engine.Store.Instances, instance => Assert.Equal(WorkflowSubStatus.Cancelled, instance.SubStatus));
    }

    [Fact]
    public async Task A_child_that_ends_later_hands_its_result_to_the_parent_that_waits()
    {
        using var engine = NewEngine();
        var output = Draw.Activity("Elsa.SetOutput", "o", ("outputName", "Literal", "Answer"), ("outputValue", "Literal", "42"));
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(Draw.Sequence(Draw.Event("Go"), output), "child"), publish: true);
        await StartAsync(engine, Draw.Sequence(
            Draw.Activity("Elsa.ExecuteWorkflow", "x", ("workflowDefinitionId", "Literal", "child"), ("waitForCompletion", "Literal", "true")),
            Draw.Write("getResultFromX().Status + ' ' + getResultFromX().Output.Answer")));

        await engine.Runtime.SendAsync(Event.Happened("Go"));

        Assert.Equal(["Finished 42"], engine.Lines);
    }

    [Fact]
    public async Task A_singleton_is_not_started_while_another_is_running()
    {
        using var engine = NewEngine();
        await engine.Runtime.Definitions.ImportAsync(
            Draw.Definition(Draw.Event("E"), options: """{ "activationStrategyType": "Elsa.Workflows.ActivationValidators.SingletonStrategy, Elsa.Workflows.Core" }"""),
            publish: true);

        Assert.NotNull(await engine.Runtime.StartAsync(new StartWorkflow("test")));
        Assert.Null(await engine.Runtime.StartAsync(new StartWorkflow("test")));
        await engine.Runtime.SendAsync(Event.Happened("E"));
        Assert.NotNull(await engine.Runtime.StartAsync(new StartWorkflow("test")));
    }

    static TestEngine NewEngine() => new(activities: [ActivityDescriptor.Of<Ask>()]);

    static async Task<WorkflowInstance> StartAsync(TestEngine engine, string root)
    {
        await engine.Runtime.Definitions.ImportAsync(Draw.Definition(root), publish: true);
        return (await engine.Runtime.StartAsync(new StartWorkflow("test")))!;
    }
}
