using Crm.Engine.Activities;
using Crm.Engine.Execution;

namespace Crm.Signing;

[Activity("Crm", "Quotes", "Signs the quote on our side, after the customer, with the name of the employee who said so in a task.", DisplayName = "Counter-sign quote")]
public sealed class CounterSignQuote : CodeActivity
{
    [Input(Description = "Id of the quote.", IsRequired = true)] public Input<Guid> QuoteId { get; set; } = default!;

    [Input(Description = "Id of the employee who signs.", IsRequired = true)] public Input<Guid> EmployeeId { get; set; } = default!;

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        await context.GetRequiredService<CounterSigning>().SignAsync(context.Get(QuoteId), context.Get(EmployeeId), context.CancellationToken);
}
