using Crm.Engine.Activities;
using Crm.Engine.Execution;
using Crm.Quotes;
using Crm.Users;

namespace Crm.Signing;

[Activity("Crm", "Quotes", "Mails the quote to its contact with a personal link to read and sign it. Prints it first when its PDF is not up to date.", DisplayName = "Send quote")]
public sealed class SendQuote : Activity
{
    const string Mail = "Mail", MailAndSms = "MailAndSms";

    [Input(Description = "Id of the quote.", IsRequired = true)] public Input<Guid> QuoteId { get; set; } = default!;

    [Input(Description = "With which codes it is signed, where nobody chose that for the quote. MailAndSms needs an SMS gateway and the contact's mobile number; without them it is Mail.", UIHint = "dropdown", Options = [Mail, MailAndSms], DefaultValue = Mail)]
    public Input<string>? Codes { get; set; }

    [Output(Description = "Id of the envelope that is to be signed.")] public Output<string>? EnvelopeId { get; set; }

    [Output(Description = "The moment from which it can no longer be signed.")] public Output<string>? ExpiresAt { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var prints = context.GetRequiredService<QuotePrints>();
        var quoteId = context.Get(QuoteId);
        if (await prints.CurrentAsync(quoteId, context.CancellationToken) is not null)
        {
            await SendAsync(context);
            await context.CompleteActivityAsync();
            return;
        }
        await prints.AskAsync(quoteId, context.Id, context.CancellationToken);
        context.CreateBookmark(RenderQuote.StimulusOf(context.Id), name: "Crm.RenderQuote");
    }

    protected override ValueTask ResumeAsync(ActivityExecutionContext context) => SendAsync(context);

    async ValueTask SendAsync(ActivityExecutionContext context)
    {
        var process = Actor.Workflow(context.WorkflowExecutionContext.DefinitionName);
        var envelope = await context.GetRequiredService<SigningDesk>().SendAsync(context.Get(QuoteId), context.Get(Codes) == MailAndSms, process, context.CancellationToken);
        context.Set(EnvelopeId, envelope.Id.ToString("D"));
        context.Set(ExpiresAt, envelope.ExpiresAt.ToString("O"));
    }
}
