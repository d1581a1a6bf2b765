using System.Dynamic;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Crm.Engine.Execution;
using Crm.Engine.Http;

namespace Crm.Engine.Activities.Http;

/// <summary>
/// Has a request sent once what the workflow did has been committed, and waits for the answer. Sending it inside the transaction would
/// hold up everybody else, and would have happened even when the transaction failed.
/// </summary>
public abstract class HttpRequestActivity : Activity
{
    [Input(DisplayName = "URL", IsRequired = true)]
    public Input<Uri>? Url { get; set; }

    [Input(DefaultValue = "GET", UIHint = "dropdown", Options = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])]
    public Input<string>? Method { get; set; }

    [Input]
    public Input<object>? Content { get; set; }

    [Input(Category = "Security", IsSensitive = true)]
    public Input<string>? Authorization { get; set; }

    [Input(Category = "Security", UIHint = "checkbox", DisplayName = "Disable authorization header validation")]
    public Input<bool>? DisableAuthorizationHeaderValidation { get; set; }

    [Input(DisplayName = "Headers", Category = "Advanced", UIHint = "json-editor", IsSensitive = true)]
    public Input<ExpandoObject>? RequestHeaders { get; set; }

    /// <summary>The content type as the activity's own input says it.</summary>
    internal abstract string? ContentTypeOf(ActivityExecutionContext context);

    internal virtual bool IsPersistent(ActivityExecutionContext context) => false;

    /// <summary>The answer is there, or it is known that there will be none.</summary>
    internal abstract ValueTask AnsweredAsync(ActivityExecutionContext context, HttpReply reply);

    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var workflow = context.WorkflowExecutionContext;
        var send = workflow.Engine.Options.SendHttp ?? throw new NotSupportedException("No requests are sent from here.");
        var request = RequestOf(context);
        context.CreateBookmark(OutgoingRequest.Payload(request.Id), OutgoingRequest.BookmarkName);
        var caller = HttpExchange.Current is { Answer: null } exchange ? exchange : null;
        caller?.Await(request);
        workflow.Defer(cancellationToken => send(request, caller is not null, cancellationToken));
        return default;
    }

    protected internal override ValueTask ResumeAsync(ActivityExecutionContext context)
    {
        if (context.ResumeInput.TryGetValue(OutgoingRequest.ReplyKey, out var reply) && reply is HttpReply answer)
            return AnsweredAsync(context, answer);
        throw new InvalidOperationException("This waits for the answer to its request; it cannot be resumed by hand.");
    }

    OutgoingRequest RequestOf(ActivityExecutionContext context)
    {
        var content = context.Get(Content);
        var (contentType, body) = content is null ? (null, null) : HttpContents.Format(content, ContentTypeOf(context));
        return new OutgoingRequest
        {
            Id = context.Id,
            InstanceId = context.WorkflowExecutionContext.Id,
            Url = context.Get(Url) ?? throw new InvalidOperationException("There is no URL to send the request to."),
            Method = context.Get(Method) ?? "GET",
            Headers = HeadersOf(context),
            ContentType = contentType,
            Body = body,
            IsPersistent = IsPersistent(context),
        };
    }

    Dictionary<string, string[]> HeadersOf(ActivityExecutionContext context)
    {
        var headers = HttpContents.Headers(context.Get(RequestHeaders));
        if (context.Get(Authorization) is not { Length: > 0 } authorization)
            return headers;
        if (!context.Get(DisableAuthorizationHeaderValidation) && !AuthenticationHeaderValue.TryParse(authorization, out _))
            throw new FormatException("The authorization is not valid; write a scheme and its value, such as 'Bearer …'.");
        headers["Authorization"] = [authorization];
        return headers;
    }
}

/// <summary>A request whose answer is read and handed on.</summary>
public abstract class ParsedHttpRequest : HttpRequestActivity
{
    [Input(DisplayName = "Content type", UIHint = "dropdown")]
    public Input<string>? ContentType { get; set; }

    [Input(DisplayName = "Enable resiliency", UIHint = "checkbox", Description = "Tries again when the other side is busy or cannot be reached.")]
    public Input<bool>? EnableResiliency { get; set; }

    [Output(DisplayName = "Status code")]
    public Output<int>? StatusCode { get; set; }

    [Output(DisplayName = "Parsed content")]
    public Output<object>? ParsedContent { get; set; }

    [Output(DisplayName = "Response headers")]
    public Output<ExpandoObject>? ResponseHeaders { get; set; }

    [Output]
    public Output<ExpandoObject>? Result { get; set; }

    internal override string? ContentTypeOf(ActivityExecutionContext context) => context.Get(ContentType);

    internal override bool IsPersistent(ActivityExecutionContext context) => context.Get(EnableResiliency);

    internal override ValueTask AnsweredAsync(ActivityExecutionContext context, HttpReply reply)
    {
        if (reply.Status is not { } status)
        {
            context.WorkflowExecutionContext.Log.Write("Error", context, reply.Failure);
            return reply.TimedOut ? TimedOutAsync(context) : FailedAsync(context);
        }
        context.Set(StatusCode, status);
        context.Set(ParsedContent, HttpReplies.ContentOf(reply));
        context.Set(ResponseHeaders, HttpReplies.HeadersOf(reply));
        context.Set(Result, HttpReplies.Summary(reply));
        return AnsweredAsync(context, status);
    }

    internal abstract ValueTask AnsweredAsync(ActivityExecutionContext context, int status);
    internal abstract ValueTask FailedAsync(ActivityExecutionContext context);
    internal abstract ValueTask TimedOutAsync(ActivityExecutionContext context);
}

/// <summary>Answers as scripts and templates read them.</summary>
static class HttpReplies
{
    /// <summary>What says it is JSON and is not stays text: the workflow must be able to go on.</summary>
    public static object? ContentOf(HttpReply reply)
    {
        try
        {
            return HttpContents.Parse(reply.Body, reply.ContentType);
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(reply.Body);
        }
    }

    public static ExpandoObject HeadersOf(HttpReply reply) => Bag(reply.Headers.Select(header => (header.Key, (object?)header.Value)));

    public static ExpandoObject Summary(HttpReply reply) => Bag(
    [
        ("StatusCode", reply.Status),
        ("IsSuccessStatusCode", reply.Status is >= 200 and < 300),
        ("ContentType", reply.ContentType),
        ("Headers", HeadersOf(reply)),
    ]);

    public static ExpandoObject Bag(IEnumerable<(string Name, object? Value)> values)
    {
        IDictionary<string, object?> bag = new ExpandoObject();
        foreach (var (name, value) in values)
            bag[name] = value;
        return (ExpandoObject)bag;
    }
}
