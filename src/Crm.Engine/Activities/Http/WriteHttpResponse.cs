using System.Dynamic;
using System.Net;
using Crm.Engine.Execution;
using Crm.Engine.Http;

namespace Crm.Engine.Activities.Http;

/// <summary>Answers the request that the workflow runs for. The answer leaves when what the workflow did has been committed.</summary>
[Activity("Elsa", "HTTP", "Answers the request that the workflow runs for.", DisplayName = "HTTP Response")]
public sealed class WriteHttpResponse : CodeActivity
{
    const string ContextLost =
        "The HTTP context was lost during workflow execution. This typically occurs when a workflow initiated from an HTTP endpoint is suspended "
        + "and later resumed in a different execution context (e.g., background processing, virtual actor, or after a workflow transition). "
        + "The original HTTP request context that expects a response is no longer available.";

    [Input(DefaultValue = HttpStatusCode.OK, DisplayName = "Status code", UIHint = "dropdown")]
    public Input<HttpStatusCode>? StatusCode { get; set; }

    [Input]
    public Input<object>? Content { get; set; }

    [Input(DisplayName = "Content type", UIHint = "dropdown")]
    public Input<string>? ContentType { get; set; }

    [Input(DisplayName = "Headers", Category = "Advanced", UIHint = "json-editor")]
    public Input<ExpandoObject>? ResponseHeaders { get; set; }

    /// <exception cref="Primitives.FaultException">The workflow does not run for a request, or no longer.</exception>
    internal static HttpExchange ExchangeOf(ActivityExecutionContext context) => HttpExchange.Current
        ?? throw new Primitives.FaultException("HTTP_CONTEXT_LOST", "HTTP", context.Activity.Type, ContextLost);

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var exchange = ExchangeOf(context);
        var (contentType, body) = HttpContents.Format(context.Get(Content), context.Get(ContentType));
        exchange.Answer = new HttpAnswer((int)context.Get(StatusCode), contentType, body) { Headers = HttpContents.Headers(context.Get(ResponseHeaders)) };
        return default;
    }
}
